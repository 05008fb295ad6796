/**
 * The learning curve as a picture from 0 to 1 each way: across, the steps of learning; up, on a log scale, what a run leaves
 * unexplained of held-out sequences. Pure.
 *
 * @typedef {import("./runs.state.js").Point} Point
 * @typedef {{points: readonly Point[], steps: number}} Curve what is told of a run, and how many steps it takes at most
 * @typedef {{low: number, high: number, steps: number}} Frame
 * @typedef {{x: number, y: number, isBeyond: boolean}} Place `y` from 0 at the top; `isBeyond`: above the frame
 */

/** A frame reaches from 1 % to somewhat above the mean's error, and further where a curve does. */
const LOW = 0.01;
const HIGH = 1.6;
/** Errors beyond this are not followed: a run that explodes would make everything else a line. */
const HIGHEST = 10;

/** @param {readonly Curve[]} curves @returns {Frame} */
export function frameOf(curves) {
  const found = curves.flatMap(({ points }) => points.flatMap(({ unexplained }) => (unexplained ? [unexplained] : [])));
  const least = Math.min(LOW, ...found);
  return {
    low: 10 ** Math.floor(Math.log10(least) + 1e-9),
    high: Math.min(HIGHEST, Math.max(HIGH, ...found)),
    steps: Math.max(1, ...curves.map(({ steps }) => steps)),
  };
}

/** @param {Frame} frame @param {number} step @param {number|null} unexplained null or infinite: far beyond @returns {Place} */
export function placeOf({ low, high, steps }, step, unexplained) {
  const value = unexplained === null || !Number.isFinite(unexplained) ? Infinity : Math.max(unexplained, low);
  const isBeyond = value > high;
  const share = (Math.log(Math.min(value, high)) - Math.log(low)) / (Math.log(high) - Math.log(low));
  return { x: step / steps, y: 1 - share, isBeyond };
}

/** @param {Frame} frame @param {readonly Point[]} points @returns {string} the line of a curve, as the path of an SVG */
export function pathOf(frame, points) {
  return points
    .map(({ step, unexplained }, index) => {
      const { x, y } = placeOf(frame, step, unexplained);
      return `${index ? "L" : "M"}${round(x)} ${round(y)}`;
    })
    .join("");
}

/** The powers of ten within a frame, from the top. @param {Frame} frame */
export function ticksOf({ low, high }) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(high) + 1e-9); 10 ** power >= low * 0.999; power--) ticks.push(10 ** power);
  return ticks;
}

/** The first checkpoint at which a run knows its task. @param {readonly Point[]} points @param {number} least */
export const firstBelow = (points, least) =>
  points.find(({ unexplained }) => unexplained !== null && unexplained < least) ?? null;

/** @param {number} value */
const round = (value) => Math.round(value * 1e4) / 1e4;
