/**
 * The gradient of an output on its way back through the same pipes. Nothing is computed here; the blueprint says which number
 * belongs to which pipe.
 *
 * @typedef {import("../data/types.js").Gradients} Gradients
 * @typedef {import("./blueprint.js").Blueprint} Blueprint
 */

import { peakOf, roundUp } from "./scale.js";

/**
 * @param {Blueprint} blueprint
 * @param {Gradients} gradients
 * @param {number} step
 * @param {number} unit
 * @returns {Record<string, number|null>} by pipe id
 */
export function backflow({ pipes }, gradients, step, unit) {
  /** @param {import("./blueprint.js").PipeGradient} place */
  const here = ({ field, before, shown }) => {
    if (!shown) return null;
    const rows = gradients[`d${field}`];
    if (before && step === 0) return gradients[`d${field}0`][unit];
    return rows[before ? step - 1 : step][unit];
  };
  return Object.fromEntries(pipes.map((pipe) => [pipe.id, here(pipe.gradient)]));
}

/**
 * The gradient with respect to the memory, under the names that the memory itself has in a trace.
 *
 * @param {Blueprint} blueprint
 * @param {Gradients} gradients
 * @returns {Record<string, any>}
 */
export const asMemory = ({ memory: { now, start } }, gradients) => ({
  [now]: gradients[`d${now}`],
  [start]: gradients[`d${now}0`],
});

/**
 * The gradient that fills a lane: the smallest of ... 0.5, 1, 2, 5, 10 ... that no gradient exceeds.
 *
 * @param {Blueprint} blueprint
 * @param {Gradients} gradients
 * @param {readonly number[]} units
 */
export function gradientScale({ carried }, gradients, units) {
  const rows = carried.flatMap((field) => [gradients[`d${field}0`], ...gradients[`d${field}`]]);
  return roundUp(peakOf(rows, units));
}
