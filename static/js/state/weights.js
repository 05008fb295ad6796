/**
 * Weights changed by hand, as a list of the differences from the preset: short enough for an address. Pure.
 *
 * @typedef {import("../data/types.js").Weights} Weights
 * @typedef {import("../data/types.js").GateLetter} GateLetter
 * @typedef {"W"|"U"|"b"|"bU"|"p"} Part
 * @typedef {{gate: GateLetter, part: Part, at: readonly number[]}} WeightPlace `at`: row, and column if there are columns
 * @typedef {WeightPlace & {value: number}} Edit
 */

/** Above this number of units, a network's matrices are too large to read. */
export const MOST_EDITABLE = 8;

const LIMIT = 1e9;
const PLACE = /^([a-z])\.(W|U|bU|b|p)\.(\d+)(?:\.(\d+))?:(.+)$/;

/** @param {WeightPlace} a @param {WeightPlace} b */
const samePlace = (a, b) => a.gate === b.gate && a.part === b.part && String(a.at) === String(b.at);

/** @param {Weights} weights @param {WeightPlace} place @returns {number|undefined} undefined where there is no such weight */
export function weightAt(weights, { gate, part, at: [row, column] }) {
  const line = weights[gate]?.[part]?.[row];
  const found = Array.isArray(line) ? line[column ?? -1] : column === undefined ? line : undefined;
  return typeof found === "number" ? found : undefined;
}

/**
 * The edits with one more; a weight that has its original value again is not an edit.
 *
 * @param {Weights} weights the preset's own
 * @param {readonly Edit[]} edits
 * @param {Edit} edit
 * @returns {readonly Edit[]}
 */
export function withEdit(weights, edits, edit) {
  const others = edits.filter((other) => !samePlace(other, edit));
  const own = weightAt(weights, edit);
  return own === undefined || own === edit.value ? others : [...others, edit];
}

/** The edits that name a weight of this model. @param {Weights} weights @param {readonly Edit[]} edits @returns {readonly Edit[]} */
export function fitting(weights, edits) {
  const fit = edits.filter((edit) => weightAt(weights, edit) !== undefined);
  return fit.length === edits.length ? edits : fit;
}

/** @param {Weights} weights @param {readonly Edit[]} edits @returns {Weights} the same where there are none */
export function applied(weights, edits) {
  if (!edits.length) return weights;
  const copy = structuredClone(weights);
  for (const { gate, part, at, value } of edits) {
    const [row, column] = at;
    const lines = /** @type {(number|number[])[]} */ (copy[gate][part]);
    const line = lines[row];
    if (Array.isArray(line)) line[/** @type {number} */ (column)] = value;
    else lines[row] = value;
  }
  return copy;
}

/** @param {Edit} edit for instance `f.W.1.2:0.5`: rows and columns count from 1 */
export const writeEdit = ({ gate, part, at, value }) =>
  `${[gate, part, ...at.map((index) => index + 1)].join(".")}:${value}`;

/** @param {string} text @param {readonly string[]} letters of the nets that there are @returns {Edit[]} the edit, or nothing where the text spells no edit */
export function readEdit(text, letters) {
  const found = PLACE.exec(text);
  const value = Number(found?.[5]);
  if (!found || !letters.includes(found[1]) || !(Math.abs(value) <= LIMIT)) return [];
  const [, gate, part, row, column] = found;
  const at = [row, column].filter((count) => count !== undefined).map((count) => Number(count) - 1);
  if (at.some((index) => index < 0)) return [];
  return [{ gate, part: /** @type {Part} */ (part), at, value }];
}
