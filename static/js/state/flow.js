/**
 * The content of each pipe and the opening of each valve: a pure function of the trace and the moment. Nothing is computed here.
 * Until its phase has come, a pipe is empty and a valve unset: null.
 *
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {Pick<import("./app_state.js").AppState, "pins"|"edits"|"emptied">} Touched
 * @typedef {{pipes: Record<string, number|null>, valves: Record<string, number|null>}} Flow
 */

import { peakOf, roundUp } from "../unit/scale.js";

/**
 * @param {Blueprint} blueprint
 * @param {Trace} trace
 * @param {number} step
 * @param {number} phase index into the blueprint's phases
 * @param {number} unit
 * @returns {Flow} water by pipe id, openings by valve id
 */
export function flow({ pipes, valves }, trace, step, phase, unit) {
  /** @param {{field?: string, phase: number}} place */
  const here = (place) => (phase >= place.phase && place.field ? (trace[place.field]?.[step][unit] ?? null) : null);
  return {
    pipes: Object.fromEntries(pipes.map((pipe) => [pipe.id, here(pipe)])),
    valves: Object.fromEntries(valves.map((valve) => [valve.id, here(valve)])),
  };
}

/**
 * The smallest of 1, 2, 5, 10, 20 ... that no memory of the runs exceeds.
 *
 * @param {Blueprint} blueprint
 * @param {readonly Trace[]} traces
 * @param {readonly number[]} units
 */
export const fullMemory = ({ memory }, traces, units) =>
  Math.max(
    1,
    roundUp(
      peakOf(
        traces.flatMap((trace) => [trace[memory.start], ...trace[memory.now]]),
        units,
      ),
    ),
  );

/**
 * Whether this run differs from the preset's own: a valve is pinned, a weight edited, or the input of a step emptied.
 *
 * @param {Touched} state
 */
export const isTouched = ({ pins, edits, emptied }) => pins.length > 0 || edits.length > 0 || emptied.length > 0;

/**
 * The run to compare with, if anything has been changed by hand.
 *
 * @param {Touched & {untouched: Trace|null}} state
 */
export const ghostOf = (state) => (isTouched(state) ? state.untouched : null);

/**
 * The units whose memory changes most over the run, in their own order.
 *
 * @param {Blueprint} blueprint
 * @param {Trace} trace
 * @param {number} count
 */
export function liveliest({ memory }, trace, count) {
  const rows = /** @type {number[][]} */ (trace[memory.now]);
  const before = /** @type {number[][]} */ (trace[memory.before]);
  const change = rows[0].map((_, unit) =>
    rows.reduce((sum, row, step) => sum + Math.abs(row[unit] - before[step][unit]), 0),
  );
  return [...change.keys()]
    .sort((a, b) => change[b] - change[a] || a - b)
    .slice(0, count)
    .sort((a, b) => a - b);
}
