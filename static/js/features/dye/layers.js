/**
 * A lane's memory as layers, one for each step at which something entered. Older layers lie nearer to zero; what is positive is
 * piled up above it, what is negative below. Pure: numbers in, numbers out.
 *
 * @typedef {readonly [number, number]} Band where a layer begins and ends; equal where there is nothing of it
 * @typedef {object} Layer
 * @property {readonly number[]} sources the steps at which it entered; START: before the first
 * @property {readonly number[]} values by row: how much there is of it, with its sign
 * @property {readonly Band[]} up by row: what of it is positive
 * @property {readonly Band[]} down by row: what of it is negative
 *
 * @typedef {{layers: readonly Layer[], low: number, high: number}} Pile `low`, `high`: how far it reaches
 */

/** The most layers that are drawn by themselves, and as many as are in any case. */
const MOST = 40;
const FEWEST = 12;
/** Beyond these, what never reaches this share of the largest amount is too thin to be seen by itself. */
const LEAST = 0.02;

/**
 * @param {readonly (readonly number[])[]} rows each one memory: what was there at the start, then what entered at each step
 * @returns {Pile}
 */
export function pileOf(rows) {
  const tops = rows.map(() => 0);
  const bottoms = rows.map(() => 0);
  const layers = groupsOf(rows).map((sources) => {
    const parts = rows.map((row) => sources.map((source) => row[source + 1]));
    return {
      sources,
      values: parts.map(sum),
      up: parts.map((some, at) => next(tops, at, sum(some.filter((part) => part > 0)))),
      down: parts.map((some, at) => next(bottoms, at, sum(some.filter((part) => part < 0)))),
    };
  });
  return { layers, low: Math.min(0, ...bottoms), high: Math.max(0, ...tops) };
}

/** The sources that have a layer by themselves, from old to new, then all others together. @param {readonly (readonly number[])[]} rows */
function groupsOf(rows) {
  const amounts = rows.map((row) => sum(row.map(Math.abs)));
  const least = LEAST * Math.max(...amounts);
  const found = rows[0]
    .map((_, column) => ({ source: column - 1, size: Math.max(...rows.map((row) => Math.abs(row[column]))) }))
    .filter(({ size }) => size > 0);
  const sorted = found.toSorted((a, b) => b.size - a.size).slice(0, MOST);
  const large = new Set(sorted.filter(({ size }, rank) => rank < FEWEST || size >= least));
  const small = found.filter((one) => !large.has(one)).map(({ source }) => source);
  const alone = found.filter((one) => large.has(one)).map(({ source }) => [source]);
  return small.length ? [...alone, small] : alone;
}

/** @param {number[]} ends @param {number} at @param {number} part @returns {Band} */
function next(ends, at, part) {
  const from = ends[at];
  ends[at] += part;
  return [from, ends[at]];
}

/** @param {readonly number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);
