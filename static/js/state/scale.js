/**
 * How much water fills a lane. The untouched run decides: while a hand turns valves, the water changes and the scale does not.
 * What exceeds it is drawn full and marked; a person may ask for a scale on which the run in sight fits as well.
 *
 * Water of another size than the memory's has a scale of its own: that past the squeeze, and that which a network reads. So has
 * a lane that holds so little compared with the others that it would be a hairline.
 *
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {{memory: readonly number[], apart: number}} Peaks the largest amounts: by lane of what is or becomes memory, of all lanes in pipes apart
 *
 * @typedef {object} Scale
 * @property {number} common the amount that fills most lanes
 * @property {readonly number[]} lanes the same for each lane
 * @property {number|null} apart the same in the pipes apart; null: there are none
 * @property {(pipe: string, lane: number) => number} of what fills a lane in a pipe
 *
 * @typedef {Pick<import("./app_state.js").AppState, "blueprint"|"shown"|"trace"|"untouched"|"measured"|"pins"|"edits"|"emptied">} Measured
 */

import { blueprintOf } from "../unit/blueprint.js";
import { peakOf, roundUp } from "../unit/scale.js";
import { ghostOf } from "./flow.js";

/** A lane has a scale of its own if it would fill at most this share of the common one. */
const HAIRLINE = 0.1;

/** @param {Measured} state with a trace @returns {Scale} */
export function scaleOf(state) {
  const ghost = ghostOf(state);
  return scaleOver(state, ghost ? [ghost, state.measured ?? ghost] : [state.trace]);
}

/** The scale that a person is offered, or null if it is already there. @param {Measured} state @returns {Scale|null} */
export function fittingScale(state) {
  const [now, next] = [scaleOf(state), scaleOver(state, [ghostOf(state), state.trace])];
  return String([now.lanes, now.apart]) === String([next.lanes, next.apart]) ? null : next;
}

/** @param {Measured} state @param {readonly (Trace|null)[]} runs @returns {Scale} */
function scaleOver(state, runs) {
  const blueprint = blueprintOf(state);
  const peaks = runs.flatMap((run) => (run ? [peaksOf(blueprint, run, state.shown)] : []));
  const each = state.shown.map((_, lane) => Math.max(1, ...peaks.map(({ memory }) => roundUp(memory[lane]))));
  const common = Math.max(1, ...each);
  const lanes = each.map((own) => (own <= HAIRLINE * common ? own : common));
  const distant = new Set(blueprint.pipes.flatMap((pipe) => (pipe.apart ? [pipe.id] : [])));
  const apart = distant.size ? Math.max(1, ...peaks.map((peak) => roundUp(peak.apart))) : null;
  return { common, lanes, apart, of: (pipe, lane) => (apart && distant.has(pipe) ? apart : lanes[lane]) };
}

/** A run's peaks, by its lanes: every picture needs them. @type {WeakMap<Trace, Map<string, Peaks>>} */
const known = new WeakMap();

/** @param {Blueprint} blueprint @param {Trace} trace @param {readonly number[]} units @returns {Peaks} */
function peaksOf(blueprint, trace, units) {
  const ofTrace = known.get(trace) ?? new Map();
  known.set(trace, ofTrace);
  const key = units.join();
  if (!ofTrace.has(key)) {
    /** @param {boolean} isApart */
    const rows = (isApart) =>
      [...new Set(blueprint.pipes.filter(({ apart = false }) => apart === isApart).map(({ field }) => field))].flatMap(
        (field) => trace[field],
      );
    const held = [trace[blueprint.memory.start], ...rows(false)];
    ofTrace.set(key, { memory: units.map((unit) => peakOf(held, [unit])), apart: peakOf(rows(true), units) });
  }
  return ofTrace.get(key);
}
