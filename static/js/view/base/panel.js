/**
 * A panel: mounted once into its place, then given each new state, at most once per frame.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

/**
 * @template [Known=Action] the actions that it dispatches
 * @typedef {{dispatch: (action: Known) => void, messages: Messages, fixed?: boolean, bring?: () => void, ends?: () => Promise<typeof import("../stage/ends.js")>,
 *   layouts?: (blueprint: string) => Promise<Pick<import("../../unit/blueprint.js").BlueprintJson, "layouts">>}} Tools
 *   `fixed`: valves cannot be turned; `bring`: shows where a model can be uploaded; `ends`: fetches what draws values, answers and
 *   signs; `layouts`: asks for those that the page did not bring
 */

/**
 * Tools of a panel that asks the server, or stores something in the browser.
 *
 * @template [Known=Action]
 * @typedef {Tools<Known> & {outside: import("../../data/outside.js").Outside}} OutsideTools
 */

/**
 * @template [State=AppState]
 * @typedef {(state: State) => void} Update
 */

/**
 * Returns a function that draws only when any of its values differs from last time.
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
 * Work that waits until the page shows a change: focus, for example, can only move to what is visible.
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
 * Returns a function that remembers its last answer.
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
