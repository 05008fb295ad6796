/** What is asked about is hidden: the picture goes no further than to the moment before it. */

import { phasesOf, tick } from "../../state/question.js";
import { hiddenOf } from "./room.state.js";

/**
 * The state as it may be drawn.
 *
 * @template {import("./room.state.js").State} State
 * @param {State} state
 * @returns {State}
 */
export function untilAsked(state) {
  const about = hiddenOf(state)?.about;
  if (!about) return state;
  const phases = phasesOf(state);
  const last = Math.max(0, about.step * phases + (about.phase ?? 0) - 1);
  return tick(state) <= last ? state : { ...state, step: Math.floor(last / phases), phase: last % phases };
}
