/**
 * What a workbench asks and how its runs are judged: by the goal that the server sends, over a run's fields and what is wanted. Pure.
 *
 * @typedef {import("../../../data/types.js").Trace} Trace
 * @typedef {import("../../../state/app_state.js").AppState} AppState
 * @typedef {{inputs: number[][], wanted: number[]}} Trial
 * @typedef {{preset: import("../../../data/types.js").Preset, goal: import("../../../state/goals.js").Goal, answer: string, within: number,
 *   trials: Trial[], probes: number[][][], most: number, solution: Record<string, number>}} Bench
 *   `most`: so many probes are allowed; `solution`: weights by place
 * @typedef {{right: number, count: number, wrong: number|null, trace: Trace}} Judged `wrong`: the first step that is not right, from 0
 */

import { progress } from "../../../state/goals.js";
import { writeEdit } from "../../../state/weights.js";

/** The answer after each step. @param {Bench} bench @param {Trace} trace @returns {number[]} */
export const answersOf = ({ answer }, trace) => trace[answer].map((/** @type {number[]} */ [value]) => value);

/** A state whose run also tells what is wanted of it. @param {AppState} state @param {Trace} trace @param {readonly number[]} wanted @returns {AppState} */
export const judgedState = (state, trace, wanted) => ({
  ...state,
  trace: { ...trace, wanted: wanted.map((value) => [value]) },
  waiting: false,
});

/**
 * How many steps of a run are right, and the first that is not.
 *
 * @param {Bench} bench
 * @param {AppState} state
 * @param {Trace} trace
 * @param {readonly number[]} wanted
 * @returns {{right: number, count: number, wrong: number|null}} `wrong`: a step, from 0
 */
export function judge(bench, state, trace, wanted) {
  const { reached = 0, of = wanted.length } = progress(bench.goal, judgedState(state, trace, wanted)) ?? {};
  const off = answersOf(bench, trace).findIndex((value, step) => !(Math.abs(value - wanted[step]) <= bench.within));
  return { right: reached, count: of, wrong: off < 0 ? null : off };
}

/**
 * The address of a run of the unit as it now is.
 *
 * @param {Pick<AppState, "wanted"|"edits">} state
 * @param {number[][]} inputs
 * @param {{step?: number, view: string}} shown step from 0
 */
export function addressOf({ wanted, edits }, inputs, { step = 0, view }) {
  const rows = inputs.map((row) => row.join(",")).join(";");
  const place = new URLSearchParams({ model: wanted, x: rows, step: String(step + 1), phase: "output", view });
  if (edits.length) place.set("w", edits.map(writeEdit).join(" "));
  return String(place);
}
