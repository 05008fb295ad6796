/**
 * Undo and redo of what a person changes: model, input, pins, weights. Looking around (step, phase, view) and answers (traces)
 * leave no mark. Turning one valve, or typing in one place, counts as one change, however many moves it took.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./app_state.js").Moment} Moment
 * @typedef {import("./reducer.js").Action} Action
 * @typedef {import("./compose.js").Whole} Whole
 */

const MOST = 100;

/** @type {import("./compose.js").Slice} */
export const HISTORY = {
  wrap: (reduce, whole) => (state, action) => {
    if (action.type === "undo") return travel(whole, state, state.past, state.future, "past", "future");
    if (action.type === "redo") return travel(whole, state, state.future, state.past, "future", "past");
    return remember(whole, state, reduce(state, action), action);
  },
};

/** @param {Whole} whole @param {AppState} state @returns {Moment} */
export function momentOf({ undone }, state) {
  return /** @type {Moment} */ (Object.fromEntries(undone.map((key) => [key, at(state, key)])));
}

/** @param {AppState} state @param {string} key of the table */
const at = (state, key) => state[/** @type {keyof AppState} */ (key)];

/** @param {Whole} whole @param {AppState} state @param {AppState} next @param {Action} action @returns {AppState} */
function remember(whole, state, next, action) {
  if (next === state || whole.answers.has(action.type)) return next;
  if (whole.undone.every((key) => at(state, key) === at(next, key)))
    return next.doing === null ? next : { ...next, doing: null };
  const doing = nameOf(action);
  if (doing === state.doing) return { ...next, future: [] };
  return { ...next, past: [...state.past.slice(1 - MOST), momentOf(whole, state)], future: [], doing };
}

/**
 * Takes the newest moment from one side and leaves the present on the other.
 *
 * @param {Whole} whole
 * @param {AppState} state
 * @param {readonly Moment[]} from
 * @param {readonly Moment[]} to
 * @param {"past"|"future"} fromName
 * @param {"past"|"future"} toName
 * @returns {AppState}
 */
function travel(whole, state, from, to, fromName, toName) {
  const moment = from[from.length - 1];
  if (!moment) return state;
  const before = { ...state, ...moment };
  const isSameModel = before.preset === state.preset;
  const isSameRun = whole.runFields(["model", "input"]).every((key) => at(before, key) === at(state, key));
  return {
    ...before,
    [fromName]: from.slice(0, -1),
    [toName]: [...to, momentOf(whole, state)],
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
