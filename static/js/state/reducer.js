/**
 * One pure function from a state and an action to the next state. Its cases stand with the idea to which they belong.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 *
 * @typedef {import("./opening.js").Opening
 *   | import("./moving.js").Move
 *   | import("./touching.js").Touch
 *   | import("./looking.js").Look
 *   | import("./answers.js").Answer} RunAction
 *
 * @typedef {RunAction
 *   | {type: "undo"}
 *   | {type: "redo"}} Action history.js gives the last two their meaning
 *
 * @typedef {Readonly<Record<string, ((state: AppState, action: Action) => AppState)|undefined>>} Changes
 */

import { ANSWERS } from "./answers.js";
import { LOOKS } from "./looking.js";
import { MOVES } from "./moving.js";
import { OPENING } from "./opening.js";
import { TOUCHES } from "./touching.js";

/** @type {import("./compose.js").Cases<AppState, RunAction>} */
const CASES = { ...OPENING, ...MOVES, ...TOUCHES, ...LOOKS, ...ANSWERS };

/** @param {AppState} state @param {Action} action @returns {AppState} */
export function reduce(state, action) {
  const change = /** @type {Changes} */ (CASES)[action.type];
  return change ? change(state, action) : state;
}
