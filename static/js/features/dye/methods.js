/**
 * Four answers to what the input of a step was worth, side by side: one number for each step, in the unit of the number asked
 * about. Pure; nothing is evaluated, only added up over the inputs of a step.
 *
 * @typedef {import("./worth.wire.js").Worth} Worth
 * @typedef {import("../../data/types.js").Problem} Problem
 * @typedef {"dye"|"gradient"|"shares"|"ablation"} Name
 * @typedef {{low: number, high: number}} Range
 * @typedef {{name: Name, bars: readonly (number|null)[], problem: Problem|null}} Method `bars`: by step, null where nothing is known
 */

/** @type {readonly Name[]} */
export const METHODS = Object.freeze(["dye", "gradient", "shares", "ablation"]);

/**
 * @param {Worth} worth
 * @param {readonly (readonly number[])[]} x the inputs of the run
 * @param {readonly number[]|null} parts what of the memory entered at each step; null: the number is not a memory
 * @returns {Method[]}
 */
export function methodsOf({ gradient, shares, ablation }, x, parts) {
  return [
    { name: "dye", bars: parts ?? [], problem: null },
    "slopes" in gradient
      ? { name: "gradient", bars: gradient.slopes.map((row, step) => times(row, x[step])), problem: null }
      : { name: "gradient", bars: [], problem: gradient },
    "shares" in shares
      ? { name: "shares", bars: shares.shares.map(sum), problem: null }
      : { name: "shares", bars: [], problem: shares },
    "losses" in ablation
      ? { name: "ablation", bars: ablation.losses, problem: null }
      : { name: "ablation", bars: [], problem: ablation },
  ];
}

/** From where to where the charts reach: one scale for all of them. @param {readonly Method[]} methods @returns {Range} */
export function rangeOf(methods) {
  const values = methods.flatMap(({ bars }) => bars.map((value) => value ?? 0));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return { low, high: high > low ? high : low + 1 };
}

/**
 * The inputs with the steepest slopes, as many as can be read.
 *
 * @param {readonly number[]} slopes of a step, by input
 * @param {number} most
 */
export const steepest = (slopes, most) =>
  [...slopes.keys()]
    .filter((input) => slopes[input] !== 0)
    .toSorted((a, b) => Math.abs(slopes[b]) - Math.abs(slopes[a]))
    .slice(0, most)
    .map((input) => ({ input, slope: slopes[input] }));

/** Within this part of the larger one, two numbers tell the same. */
const ALIKE = 0.02;

/**
 * What is left of a memory without the dye, and without the input.
 *
 * @param {{value: number, dyed: number, lost: number}} numbers
 * @returns {{left: number, without: number, isAlike: boolean}}
 */
export function leftOver({ value, dyed, lost }) {
  const [left, without] = [value - dyed, value - lost];
  const size = Math.max(Math.abs(dyed), Math.abs(lost));
  return { left, without, isAlike: Math.abs(left - without) <= ALIKE * size };
}

/** @param {readonly number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** @param {readonly number[]} row @param {readonly number[]} x */
const times = (row, x) => sum(row.map((slope, input) => slope * x[input]));
