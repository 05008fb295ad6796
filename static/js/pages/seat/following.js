/**
 * Keeps a seat with its room: hears what the room says, and shows what it shows unless the seat is somewhere else by itself.
 *
 * @typedef {import("./state.js").SeatState} State
 * @typedef {import("./state.js").SeatAction} Action
 * @typedef {{get: () => State, dispatch: (action: Action) => void, subscribe: (listener: (state: State) => void) => unknown}} Store
 */

import { listenTo } from "../../data/events.js";
import { placeIn } from "../../features/classroom/documents.js";
import { isJoining } from "../../features/classroom/joining.js";
import { GRAMMAR, roamingNow } from "./state.js";

/**
 * @param {Store} store
 * @param {typeof fetch} send
 * @param {{headers: Record<string, string>, events: string}} requests
 */
export function hearRoom({ dispatch }, send, { headers, events }) {
  const open = () =>
    listenTo(send, events, headers, {
      hear({ name, data }) {
        if (name === "room") dispatch({ type: "room", room: data });
        else if (name === "showing") dispatch({ type: "asked to show", showing: data });
        else if (name === "closed") dispatch({ type: "room ended", why: "closed" });
      },
      refused: (problem) => dispatch({ type: "room ended", why: problem.status === 410 ? "closed" : problem }),
      lost: () => dispatch({ type: "server away" }),
    });
  let stream = open();
  return {
    /** A phone that slept asks at once, and gets the present state alone. */
    again() {
      stream.close();
      stream = open();
    },
    close: () => stream.close(),
  };
}

/** @param {Store} store */
export function followRoom(store) {
  let shown = "";

  /** @param {State} state */
  function react(state) {
    if (!state.room) return;
    if (roamingNow(state)) shown = "";
    else if (state.room.state.address !== shown) {
      shown = state.room.state.address;
      if (!isJoining(shown)) store.dispatch({ type: "follow", place: GRAMMAR.fromAddress(placeIn(shown)) });
    }
  }
  store.subscribe(react);
  react(store.get());
}
