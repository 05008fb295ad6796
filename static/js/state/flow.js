/**
 * What stands in each pipe and how far each valve is open: a pure function of the trace and the moment.
 * Nothing is computed here. A place whose phase has not come holds null: it is empty, or not yet set.
 *
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../data/types.js").Field} Field
 * @typedef {{pipes: Record<string, number|null>, valves: Record<string, number|null>}} Flow
 */

import { PIPES, VALVES } from "../unit/plumbing.js";

/**
 * @param {Trace} trace
 * @param {number} step
 * @param {number} phase index into PHASES
 * @param {number} unit
 * @returns {Flow} water by pipe id, openings by valve id
 */
export function flow(trace, step, phase, unit) {
  /** @param {{field?: Field, phase: number}} place */
  const here = (place) => (phase >= place.phase && place.field ? trace[place.field][step][unit] : null);
  return {
    pipes: Object.fromEntries(PIPES.map((pipe) => [pipe.id, here(pipe)])),
    valves: Object.fromEntries(VALVES.map((valve) => [valve.id, here(valve)])),
  };
}

/**
 * The memory at which a lane is drawn full: the smallest of 1, 2, 5, 10, 20 ... that the whole run stays within.
 *
 * @param {Trace} trace
 * @param {readonly number[]} units
 */
export function fullLane(trace, units) {
  const peak = Math.max(0, ...[trace.C0, ...trace.C].flatMap((row) => units.map((unit) => Math.abs(row[unit]))));
  let decade = 1;
  while (peak > decade * 10) decade *= 10;
  return decade * (peak <= decade ? 1 : peak <= 2 * decade ? 2 : peak <= 5 * decade ? 5 : 10);
}

/**
 * Whether this run is another than the preset's own: a valve is pinned, or a weight edited.
 *
 * @param {{pins: readonly unknown[], edits: readonly unknown[]}} state
 */
export const isTouched = ({ pins, edits }) => pins.length > 0 || edits.length > 0;

/**
 * The run to compare with: there is one while anything is touched.
 *
 * @param {{pins: readonly unknown[], edits: readonly unknown[], untouched: Trace|null}} state
 */
export const ghostOf = (state) => (isTouched(state) ? state.untouched : null);

/**
 * The memory at which a lane is drawn full in this state: the run and the one it is compared with share it.
 *
 * @param {{trace: Trace, pins: readonly unknown[], edits: readonly unknown[], untouched: Trace|null, shown: readonly number[]}} state
 */
export function laneScale({ trace, shown, ...state }) {
  const ghost = ghostOf(state);
  return Math.max(fullLane(trace, shown), ghost ? fullLane(ghost, shown) : 0);
}

/**
 * The units whose memory changes most over the run, in their own order.
 *
 * @param {Trace} trace
 * @param {number} count
 */
export function liveliest(trace, count) {
  const change = trace.C0.map((_, unit) =>
    trace.C.reduce((sum, row, step) => sum + Math.abs(row[unit] - trace.C_prev[step][unit]), 0),
  );
  return [...change.keys()]
    .sort((a, b) => change[b] - change[a] || a - b)
    .slice(0, count)
    .sort((a, b) => a - b);
}
