/**
 * The steps that the charts show, as the ends of their axis: steps count from 1, with half a step of margin at both ends. Pure.
 *
 * @typedef {readonly [number, number]} Range
 */

const FEWEST = 4;

/** The range that shows every step. @param {number} steps @returns {Range} */
export const wholeRun = (steps) => [0.5, steps + 0.5];

/** The range, moved as little as possible to lie within the run. @param {Range} range @param {number} steps @returns {Range} */
function inside([from, to], steps) {
  const [low, high] = wholeRun(steps);
  const wide = Math.min(to - from, high - low);
  const start = Math.min(Math.max(from, low), high - wide);
  return [start, start + wide];
}

/**
 * The range after zooming around a step, within the run.
 *
 * @param {Range} range
 * @param {number} factor above 1 shows more steps
 * @param {number} step the step that stays in view, counted from 0
 * @param {number} steps
 * @returns {Range}
 */
export function zoomed([from, to], factor, step, steps) {
  const wide = Math.max(FEWEST, (to - from) * factor);
  return inside([step + 1 - wide / 2, step + 1 + wide / 2], steps);
}

/** A range that shows a step: the same one if it already does. @param {Range} range @param {number} step @param {number} steps @returns {Range} */
export function showing(range, step, steps) {
  const [from, to] = range;
  if (step + 1 >= from && step + 1 <= to) return range;
  return inside([step + 1 - (to - from) / 2, step + 1 + (to - from) / 2], steps);
}
