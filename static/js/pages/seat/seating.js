/**
 * A seat's life in its room: it is taken, or found again by its token; then it hears the room, answers, and says what it does.
 *
 * @typedef {import("./state.js").Pass} Pass
 * @typedef {{pass: Pass|null, asked: readonly import("./state.js").Question[], mine: import("./mine.js").All}} Kept what this tab remembers
 */

import { repeated } from "../../features/classroom/repeated.js";
import { createSeatRequests, hexDigits, takeSeat } from "../../features/classroom/seat_requests.js";
import { startConsent } from "./consent.js";
import { startDelivery } from "./delivery.js";
import { followRoom, hearRoom } from "./following.js";
import { startPresence } from "./presence.js";

const TOKEN = 32;
const ID = 16;
/** The status of a room that is closed: what was asked there can still be read. */
const GONE = 410;

/**
 * @param {import("./following.js").Store} store
 * @param {{send: typeof fetch, crypto: Crypto, kept: {read: () => Kept, write: (kept: Kept) => void, clear: () => void},
 *   language: "en"|"zh", lab: string, placeInLab: () => string|null, trialInLab: () => import("../../features/classroom/seat_requests.js").Trial|null, after: (work: () => void, ms: number) => unknown}} tools
 */
export function openSeat(store, { send, crypto, kept, language, lab, placeInLab, trialInLab, after }) {
  const { get, dispatch } = store;
  const newId = () => hexDigits(ID, crypto);
  /** @param {number} ms @returns {Promise<void>} */
  const rest = (ms) => new Promise((resolve) => after(resolve, ms));
  /** @type {ReturnType<typeof hearRoom>|null} */
  let room = null;

  /** @param {import("./joining.js").Wanted} wanted */
  async function join({ code, people, nickname }) {
    if (get().isJoining) return;
    dispatch({ type: "join" });
    const wish = { language, people, nickname, token: hexDigits(TOKEN, crypto) };
    try {
      const taken = await repeated(() => takeSeat(send, code, wish), rest);
      if (taken) sit({ code, people, seat: taken.seat, token: taken.token, nickname: taken.nickname }, true);
    } catch (error) {
      turnAway(error);
    }
  }

  /** @param {Pass} pass @param {boolean} isNew */
  function sit(pass, isNew) {
    const requests = createSeatRequests(send, pass);
    dispatch({ type: "seated", pass, room: null });
    keep();
    room = hearRoom(store, send, requests);
    followRoom(store);
    startDelivery(store, requests, rest);
    startConsent(store, requests, rest);
    const tell = startPresence(store, requests, { rest, newId, placeInLab, trialInLab, lab, language, isNew });
    const look = () => {
      if (get().ended) return;
      tell();
      after(look, 4000); // the Lab in its frame says nothing of its moves
    };
    look();
  }

  /** @param {unknown} error */
  function turnAway(error) {
    const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
    if (!problem) throw error;
    kept.clear();
    dispatch({ type: "turned away", problem });
  }

  /** The seat that this tab had, if it was in this room. @param {string|null} code of the address */
  async function restore(code) {
    const { pass, asked, mine } = kept.read();
    if (!pass || (code !== null && code !== pass.code)) return;
    dispatch({ type: "join" });
    try {
      const own = await repeated(() => createSeatRequests(send, pass).own(), rest);
      if (!own) return;
      dispatch({ type: "kept", asked, mine });
      dispatch({ type: "own answers", answers: own.answers });
      sit({ ...pass, people: own.people, nickname: own.nickname }, false);
      dispatch({ type: "asked to show", showing: own.showing ?? null });
    } catch (error) {
      if (/** @type {{problem?: {status: number}}} */ (error).problem?.status !== GONE) return turnAway(error);
      dispatch({ type: "kept", asked, mine });
      dispatch({ type: "seated", pass, room: null });
      dispatch({ type: "room ended", why: "closed" });
    }
  }

  function keep() {
    const { pass, asked, mine, ended } = get();
    if (ended !== null && ended !== "closed") kept.clear();
    else if (pass) kept.write({ pass, asked, mine });
  }

  store.subscribe((state) => {
    if (state.ended) room?.close();
    keep();
  });
  return { newId, join, restore, wake: () => get().ended === null && room?.again() };
}
