/**
 * Undo and redo of what a person changes: model, input, pins, weights. Looking around (step, phase, view) and answers (traces)
 * leave no mark. Turning one valve, or typing in one place, counts as one change, however many moves it took.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./app_state.js").Moment} Moment
 * @typedef {import("./reducer.js").Action} Action
 */

import { runFields, UNDONE } from "./fields.js";

const MOST = 100;

/** Actions of the server and of the address bar, not of the person. */
const ANSWERS = new Set([
  "presets listed",
  "preset opened",
  "asked",
  "traced",
  "untouched traced",
  "gradients",
  "failed",
  "retry",
  "restored",
  "uploads known",
  "measured",
]);

/**
 * @param {(state: AppState, action: Action) => AppState} reduce
 * @returns {(state: AppState, action: Action) => AppState}
 */
export function withHistory(reduce) {
  return (state, action) => {
    if (action.type === "undo") return travel(state, state.past, state.future, "past", "future");
    if (action.type === "redo") return travel(state, state.future, state.past, "future", "past");
    return remember(state, reduce(state, action), action);
  };
}

/** @param {AppState} state @returns {Moment} */
export function momentOf(state) {
  return /** @type {Moment} */ (Object.fromEntries(UNDONE.map((key) => [key, state[key]])));
}

/** @param {AppState} state @param {AppState} next @param {Action} action @returns {AppState} */
function remember(state, next, action) {
  if (next === state || ANSWERS.has(action.type)) return next;
  if (UNDONE.every((key) => state[key] === next[key])) return next.doing === null ? next : { ...next, doing: null };
  const doing = nameOf(action);
  if (doing === state.doing) return { ...next, future: [] };
  return { ...next, past: [...state.past.slice(1 - MOST), momentOf(state)], future: [], doing };
}

/**
 * Takes the newest moment from one side and leaves the present on the other.
 *
 * @param {AppState} state
 * @param {readonly Moment[]} from
 * @param {readonly Moment[]} to
 * @param {"past"|"future"} fromName
 * @param {"past"|"future"} toName
 * @returns {AppState}
 */
function travel(state, from, to, fromName, toName) {
  const moment = from[from.length - 1];
  if (!moment) return state;
  const before = { ...state, ...moment };
  const isSameModel = before.preset === state.preset;
  const isSameRun = runFields(["model", "input"]).every((key) => before[key] === state[key]);
  return {
    ...before,
    [fromName]: from.slice(0, -1),
    [toName]: [...to, momentOf(state)],
    doing: null,
    playing: false,
    problem: null,
    trace: isSameModel ? state.trace : null,
    untouched: isSameRun ? state.untouched : null,
    ...(isSameModel ? {} : { shown: [], lanes: null, chosen: false }),
  };
}

/** What an action changes, without the amount: consecutive actions with the same name are one change. @param {Action} action */
function nameOf(action) {
  const { value, cells, text, ...place } = /** @type {Record<string, unknown>} */ (action);
  return JSON.stringify(place);
}
