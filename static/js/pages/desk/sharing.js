/**
 * Shows the class what the desk shows: each new state of the desk is sent, one at a time, the newest only. A desk that only reads,
 * or has just been opened again, follows the room instead.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("./state.js").DeskAction} Action
 * @typedef {Pick<ReturnType<typeof import("../../features/classroom/desk_requests.js").createDeskRequests>, "show">} Requests
 */

import { placeIn } from "../../features/classroom/documents.js";
import { isJoining, joiningAddress, originIn, shownAddress } from "../../features/classroom/joining.js";
import { GRAMMAR, mayWrite } from "./state.js";

/** How long to wait between two states, in ms: a valve that is turned changes sixty times a second. */
const PAUSE = 120;

/**
 * @param {{get: () => State, dispatch: (action: Action) => void, subscribe: (listener: (state: State) => void) => unknown}} store
 * @param {Requests} requests
 * @param {string} own origin of this page
 */
export function startSharing(store, requests, own) {
  let sent = "";
  let version = 0;
  let isBusy = false;
  let isOpened = false;

  /** @param {State} state */
  function react(state) {
    if (!state.room) return;
    const there = state.room.state;
    if (!isOpened || !mayWrite(state)) {
      if (there.version !== version) take(there);
      isOpened = true;
    } else if (!isBusy) share(state);
  }

  /** @param {{version: number, address: string}} there */
  function take(there) {
    version = there.version;
    const isWaiting = isJoining(there.address);
    store.dispatch({ type: "origin", origin: originIn(there.address, own) });
    store.dispatch({ type: "joining", on: isWaiting });
    if (!isWaiting) store.dispatch({ type: "follow", place: GRAMMAR.fromAddress(placeIn(there.address)) });
    sent = there.address;
  }

  /** @param {State} state */
  async function share(state) {
    const address = addressOf(state, own);
    if (address === sent || (!state.isJoining && !state.preset)) return;
    isBusy = true;
    try {
      version = Math.max(version, state.room?.state.version ?? 0);
      version = (await requests.show(address, version)).version;
      sent = address;
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (problem.status === 409)
        version = 0; // the room's document tells the present one
      else sent = address;
    } finally {
      setTimeout(() => {
        isBusy = false;
        react(store.get());
      }, PAUSE);
    }
  }

  store.subscribe(react);
  react(store.get());
}

/** @param {State} state @param {string} own */
export function addressOf(state, own) {
  const origin = state.origin ?? own;
  return state.isJoining ? joiningAddress(origin) : shownAddress(GRAMMAR.toAddress(state), origin);
}
