/**
 * What a panel is: mounted once into its place, then told the new state, once a frame at most.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {{dispatch: (action: Action) => void, messages: Messages, fixed?: boolean, bring?: () => void}} Tools
 *   `fixed`: valves cannot be turned; `bring`: shows where a model of one's own is brought
 * @typedef {{dispatch: (action: import("../../state/lesson.js").AnyAction) => void, messages: Messages}} LessonTools
 * @typedef {(state: AppState) => void} Update
 */

/**
 * The function that draws only when one of its values is another than last time.
 *
 * @template {unknown[]} Values
 * @param {(...values: Values) => void} draw
 * @returns {(...values: Values) => void}
 */
export function onChange(draw) {
  /** @type {Values|null} */
  let drawn = null;
  return (...values) => {
    if (drawn && values.every((value, index) => Object.is(value, drawn?.[index]))) return;
    drawn = values;
    draw(...values);
  };
}

/**
 * What waits until the page shows a change: the focus, for one, can go only to what is there.
 *
 * @returns {{plan: (work: () => void) => void, run: () => void}} `run` belongs at the end of an update
 */
export function afterwards() {
  /** @type {(() => void)|null} */
  let planned = null;
  return {
    plan(work) {
      planned = work;
    },
    run() {
      const work = planned;
      planned = null;
      work?.();
    },
  };
}

/**
 * The function that remembers its last answer.
 *
 * @template {unknown[]} Values
 * @template Answer
 * @param {(...values: Values) => Answer} compute
 * @returns {(...values: Values) => Answer}
 */
export function latest(compute) {
  /** @type {Answer} */
  let answer;
  const look = onChange((/** @type {Values} */ ...values) => {
    answer = compute(...values);
  });
  return (...values) => {
    look(...values);
    return answer;
  };
}
