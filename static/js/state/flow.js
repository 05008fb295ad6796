/**
 * The content of each pipe and the opening of each valve: a pure function of the trace and the moment. Nothing is computed here.
 * Until its phase has come, a pipe is empty and a valve unset: null.
 *
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {{pipes: Record<string, number|null>, valves: Record<string, number|null>}} Flow
 */

import { blueprintOf } from "../unit/blueprint.js";
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
  const here = (place) => (phase >= place.phase && place.field ? trace[place.field][step][unit] : null);
  return {
    pipes: Object.fromEntries(pipes.map((pipe) => [pipe.id, here(pipe)])),
    valves: Object.fromEntries(valves.map((valve) => [valve.id, here(valve)])),
  };
}

/**
 * The amount that fills a lane: the smallest of 1, 2, 5, 10, 20 ... that no water of the run exceeds.
 *
 * @param {Blueprint} blueprint
 * @param {Trace} trace
 * @param {readonly number[]} units
 */
export function fullLane({ pipes, memory }, trace, units) {
  const fields = new Set(pipes.map(({ field }) => field));
  return fullOf([trace[memory.start], ...[...fields].flatMap((field) => trace[field])], units);
}

/**
 * The same for the memory alone, which other water may exceed.
 *
 * @param {Blueprint} blueprint
 * @param {readonly Trace[]} traces
 * @param {readonly number[]} units
 */
export const fullMemory = ({ memory }, traces, units) =>
  fullOf(
    traces.flatMap((trace) => [trace[memory.start], ...trace[memory.now]]),
    units,
  );

/** @param {readonly (readonly number[])[]} rows @param {readonly number[]} units */
const fullOf = (rows, units) => Math.max(1, roundUp(peakOf(rows, units)));

/**
 * Whether this run differs from the preset's own: a valve is pinned, or a weight edited.
 *
 * @param {{pins: readonly unknown[], edits: readonly unknown[]}} state
 */
export const isTouched = ({ pins, edits }) => pins.length > 0 || edits.length > 0;

/**
 * The run to compare with, if anything has been changed by hand.
 *
 * @param {{pins: readonly unknown[], edits: readonly unknown[], untouched: Trace|null}} state
 */
export const ghostOf = (state) => (isTouched(state) ? state.untouched : null);

/**
 * The amount of memory that fills a lane in this state: the run and the one that it is compared with share it.
 *
 * @param {{blueprint: string, trace: Trace, pins: readonly unknown[], edits: readonly unknown[], untouched: Trace|null,
 *   shown: readonly number[]}} state
 */
export function laneScale({ trace, shown, ...state }) {
  const blueprint = blueprintOf(state);
  const ghost = ghostOf(state);
  return Math.max(scaleOf(blueprint, trace, shown), ghost ? scaleOf(blueprint, ghost, shown) : 0);
}

/** A run's scales, by its lanes: every picture needs them. @type {WeakMap<Trace, Map<string, number>>} */
const scales = new WeakMap();

/** @param {Blueprint} blueprint @param {Trace} trace @param {readonly number[]} units */
function scaleOf(blueprint, trace, units) {
  const known = scales.get(trace) ?? new Map();
  scales.set(trace, known);
  const key = units.join();
  if (!known.has(key)) known.set(key, fullLane(blueprint, trace, units));
  return known.get(key);
}

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
