/**
 * The gradient of an output on its way back, in the same pipes. Nothing is computed here but which number stands
 * where: the sum at the joint hands the gradient of C on to both of its inputs unchanged.
 *
 * @typedef {import("../data/types.js").Gradients} Gradients
 */

/**
 * @param {Gradients} gradients
 * @param {number} step
 * @param {number} unit
 * @returns {Record<string, number|null>} by pipe id
 */
export function backflow({ dC, dC0, dh }, step, unit) {
  const here = dC[step][unit];
  return {
    old: step ? dC[step - 1][unit] : dC0[unit],
    kept: here,
    candidate: null,
    added: here,
    memory: here,
    branch: null,
    squeezed: null,
    out: dh[step][unit],
  };
}

/**
 * The gradient at which a lane is drawn full: the smallest of ... 0.5, 1, 2, 5, 10 ... that all of them stay within.
 *
 * @param {Gradients} gradients
 * @param {readonly number[]} units
 */
export function gradientScale({ dC, dC0, dh }, units) {
  const peak = Math.max(0, ...[dC0, ...dC, ...dh].flatMap((row) => units.map((unit) => Math.abs(row[unit]))));
  if (!peak) return 1;
  const decade = 10 ** Math.floor(Math.log10(peak));
  const mark = [1, 2, 5, 10].find((factor) => peak <= factor * decade) ?? 20;
  return Number((mark * decade).toPrecision(1));
}
