/**
 * Tasks to do with the valves, each checked against the true trace for its own input.
 *
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{reached: number, of: number}} Progress done when all of it is reached
 * @typedef {{id: string, place: string, hints: number, solution: readonly Pin[], check: (trace: Trace) => Progress}} Task
 *   `place` is the address of its start
 */

import { fromAddress } from "../../state/address.js";

/** The thresholds for empty and for something, as numbers in the trace. */
export const TASK_LIMITS = Object.freeze({ empty: 0.01, held: 0.1, full: 0.5, loss: 0.05 });

const STORED = 1;
const KEEP = 20;
const ENTRY = 4;

/** A value to keep, while another one wants in twice, and everything is to be cleared once. */
const KEEP_INPUT =
  "0,0,0;0.8,1,0;-0.5,0,0;0.3,0,0;-0.9,0,0;0.6,0,0;-0.2,0,0;0.9,0,0;-0.5,1,0;-0.7,0,0;0.4,0,0;0.2,0,0;-0.6,0,0;" +
  "0.3,0,1;0.5,0,0;-0.3,0,0;0.1,0,0;-0.9,1,0;0.7,0,0;-0.4,0,0;0.2,0,0;-0.8,0,0;0.6,0,0;0,0,0";

/** @param {number} value */
const isEmpty = (value) => Math.abs(value) <= TASK_LIMITS.empty;
/** @param {number} value */
const isHeld = (value) => Math.abs(value) >= TASK_LIMITS.held;
/** @template Row @param {Row[]} rows @param {(row: Row, step: number) => number} score */
const best = (rows, score) => Math.max(0, ...rows.map(score));

/** @type {readonly Task[]} */
export const TASKS = Object.freeze([
  {
    id: "keep",
    place: `model=latch&x=${KEEP_INPUT}&step=2&phase=merge`,
    hints: 2,
    solution: [
      { gate: "forget", value: 1, from: STORED + 1 },
      { gate: "input", value: 0, from: STORED + 1 },
    ],
    check({ C }) {
      const value = C[STORED][0];
      if (Math.abs(value) < TASK_LIMITS.full) return { reached: 0, of: KEEP };
      const later = C.slice(STORED + 1);
      const lost = later.findIndex(
        (/** @type {number[]} */ [now]) => Math.abs(now - value) > TASK_LIMITS.loss * Math.abs(value),
      );
      return { reached: Math.min(KEEP, lost < 0 ? later.length : lost), of: KEEP };
    },
  },
  {
    id: "empty",
    place: "model=lanes&example=wave&step=7&phase=signals",
    hints: 2,
    solution: [
      { gate: "forget", value: 0, from: 6, to: 6 },
      { gate: "input", value: 0, from: 6, to: 6 },
    ],
    check({ C, C_prev }) {
      const lanes = C[0].length;
      return {
        reached: best(C, (row, step) => (C_prev[step].filter(isHeld).length > 1 ? row.filter(isEmpty).length : 0)),
        of: lanes,
      };
    },
  },
  {
    id: "once",
    place: "model=lanes&example=two-marks&step=5&phase=signals",
    hints: 2,
    solution: [
      { gate: "input", value: 0 },
      { gate: "input", value: 1, from: ENTRY, to: ENTRY },
    ],
    check: ({ added }) => ({
      reached: added.filter((/** @type {number[]} */ row, /** @type {number} */ step) =>
        step === ENTRY ? row.some(isHeld) : row.every(isEmpty),
      ).length,
      of: added.length,
    }),
  },
  {
    id: "silent",
    place: "model=lanes&example=wave&step=8&phase=signals",
    hints: 2,
    solution: [{ gate: "output", value: 0, from: 7, to: 7 }],
    check: ({ C, h }) => ({
      reached: best(h, (row, step) => (C[step].some(isHeld) ? row.filter(isEmpty).length : 0)),
      of: h[0].length,
    }),
  },
]);

/** Whether the run shown is the task's own: its model and its input. @param {Task} task @param {AppState} state */
export function isOn({ place }, { wanted, preset, example, cells }) {
  const start = fromAddress(place);
  if (wanted !== start.wanted || preset?.name !== wanted) return false;
  return start.example ? example === start.example : JSON.stringify(cells) === JSON.stringify(start.cells);
}

/** @param {Progress} progress */
export const isDone = ({ reached, of }) => reached === of;
