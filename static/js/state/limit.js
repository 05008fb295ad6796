/**
 * A limit on how far the run is shown. While there is one, no action goes beyond it; whatever set it moves it on.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./reducer.js").Action} Action
 */

import { phasesOf, tick } from "./question.js";

/** The actions that start another run, at its own first moment. */
const STARTS = new Set(["choose preset", "choose example", "restored"]);
const MOVES = new Set(["move phase", "move step", "go on", "seek"]);

/** @type {import("./compose.js").Slice} */
export const LIMIT = {
  /** @param {(state: AppState, action: Action) => AppState} reduce */
  wrap: (reduce) => (state, action) =>
    action.type === "limit"
      ? { ...state, limit: action.on ? tick(state) : null, held: false }
      : hold(state, reduce(state, action), action),
};

/** @param {AppState} state @param {AppState} next @param {Action} action @returns {AppState} */
function hold(state, next, action) {
  const { limit } = next;
  if (limit === null) return next;
  if (STARTS.has(action.type)) return { ...next, limit: tick(next), held: false };
  if (!MOVES.has(action.type) || tick(next) <= limit) return next;
  if (tick(state) < limit) return { ...next, step: Math.floor(limit / phasesOf(next)), phase: limit % phasesOf(next) };
  return { ...state, playing: false, held: true };
}
