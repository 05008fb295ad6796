/**
 * Tells the desk what this seat is doing: it follows, roams, or needs help.
 *
 * @typedef {import("./state.js").SeatState} State
 * @typedef {Pick<ReturnType<typeof import("../../features/classroom/seat_requests.js").createSeatRequests>, "tell">} Requests
 */

import { repeated } from "../../features/classroom/repeated.js";
import { GRAMMAR, roamingNow } from "./state.js";

/** How long to wait between two messages, in ms: where somebody roams changes often, and the desk looks seldom. */
const PAUSE = 2000;

/**
 * @param {State} state
 * @param {string|null} place of the Lab, if it is open
 * @param {string} lab its address
 * @param {import("../../features/classroom/seat_requests.js").Trial|null} [trial] of a task in it
 */
export function doingOf(state, place, lab, trial = null) {
  const roaming = roamingNow(state);
  const at = roaming === "lab" ? place : roaming === "steps" ? GRAMMAR.toAddress(state) : null;
  return {
    doing: /** @type {"following"|"roaming"|"help"} */ (state.needsHelp ? "help" : roaming ? "roaming" : "following"),
    ...(at === null ? {} : { address: `${lab}#${at}` }),
    ...(roaming === "lab" && trial ? { task: trial } : {}),
  };
}

/**
 * @param {import("./following.js").Store} store
 * @param {Requests} requests
 * @param {{rest: (ms: number) => Promise<void>, newId: () => string, placeInLab: () => string|null, trialInLab: () => import("../../features/classroom/seat_requests.js").Trial|null, lab: string, language: "en"|"zh", isNew: boolean}} tools
 *   `isNew`: the server knows already what this seat does, and its language
 */
export function startPresence(
  { get, subscribe },
  requests,
  { rest, newId, placeInLab, trialInLab, lab, language, isNew },
) {
  let told = isNew ? JSON.stringify({ doing: "following" }) : "";
  let isBusy = false;

  async function tell() {
    const news = doingOf(get(), placeInLab(), lab, trialInLab());
    const text = JSON.stringify(news);
    if (isBusy || text === told || get().ended) return;
    isBusy = true;
    const message = { id: newId(), ...news, language };
    await repeated(
      () => requests.tell(message),
      rest,
      () => !get().ended,
    ).catch(() => null); // the next one says it again
    told = text;
    await rest(PAUSE);
    isBusy = false;
    tell();
  }

  subscribe(tell);
  tell();
  return tell;
}
