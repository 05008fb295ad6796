/**
 * Whether a task's goal is reached. The server has split it into comparisons; here their sides are merely compared, using the
 * trace and what is shown. Steps and lanes count from 1.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {{number: number}} NumberSide
 * @typedef {{state: "step"|"phase"|"view"}} StateSide
 * @typedef {{word: string}} WordSide
 * @typedef {{field: string, step: number, lane: number, factor: number, absolute: boolean}} FieldSide
 * @typedef {NumberSide|StateSide|WordSide|FieldSide} Side
 * @typedef {{left: Side, sign: "<"|"<="|">"|">="|"=", right: Side}} Comparison
 */

import { blueprintOf } from "../../unit/blueprint.js";

/** @type {Readonly<Record<Comparison["sign"], (a: string|number, b: string|number) => boolean>>} */
const SIGNS = Object.freeze({
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
});

/** @param {readonly Comparison[]} goal @param {AppState} state */
export function isReached(goal, state) {
  const { trace } = state;
  if (!trace || state.waiting) return false;
  return goal.every(({ left, sign, right }) => {
    const sides = [amount(left, state, trace), amount(right, state, trace)];
    return sides[0] !== null && sides[1] !== null && SIGNS[sign](sides[0], sides[1]);
  });
}

/** @param {Side} side @param {AppState} state @param {Trace} trace @returns {string|number|null} null: not in this run */
function amount(side, state, trace) {
  if ("number" in side) return side.number;
  if ("word" in side) return side.word;
  if ("state" in side) return shown(state)[side.state];
  /** @type {number[][]|undefined} */
  const rows = trace[side.field];
  const value = rows?.[side.step - 1]?.[side.lane - 1];
  return value === undefined ? null : side.factor * (side.absolute ? Math.abs(value) : value);
}

/** @param {AppState} state */
const shown = (state) => ({
  step: state.step + 1,
  phase: blueprintOf(state).phases[state.phase].id,
  view: state.view,
});
