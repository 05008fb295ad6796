/** Norms of a gradient by distance as a line: across, the distance; up, the norm on a log scale from a millionth to ten. Pure. */

const LOW = 1e-6;
const HIGH = 10;
/** Below this share nothing can be learnt from a step any more. */
export const LEAST = 0.001;

/** @param {readonly number[]} norms by distance, the last step first @returns {string} the path of an SVG from 0 to 1 each way */
export function reachPath(norms) {
  const most = Math.max(1, norms.length - 1);
  return norms
    .map((norm, distance) => `${distance ? "L" : "M"}${round(distance / most)} ${round(heightOf(norm))}`)
    .join("");
}

/** From 0 at the top; what is off the scale stands at its end. @param {number} norm */
export function heightOf(norm) {
  const held = Math.min(HIGH, Math.max(LOW, norm));
  return 1 - Math.log(held / LOW) / Math.log(HIGH / LOW);
}

/** The greatest distance at which a norm is at least a thousandth. @param {readonly number[]} norms */
export const reachOf = (norms) => norms.findLastIndex((norm) => norm >= LEAST);

/** @param {number} value */
const round = (value) => Math.round(value * 1e4) / 1e4;
