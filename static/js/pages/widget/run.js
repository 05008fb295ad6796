/**
 * A run as the kernel sends it: numbers of the units shown alone, which the views find under their own numbers.
 *
 * @typedef {import("../../data/types.js").Rows} Rows
 */

/**
 * @param {Record<string, any>} sent
 * @param {Rows} x the inputs, which are not sent again
 * @returns {import("../../data/types.js").Trace}
 */
export function runOf({ units, terms, ...arrays }, x) {
  /** @param {number[]|Rows} values those of the start have no steps */
  const all = (values) =>
    Array.isArray(values[0])
      ? /** @type {Rows} */ (values).map((row) => placed(row, units))
      : placed(/** @type {number[]} */ (values), units);
  return /** @type {any} */ ({
    ...mapped(arrays, all),
    terms: mapped(terms, (parts) => mapped(parts, all)),
    x,
    units,
  });
}

/** @param {number[]} row of the units shown @param {readonly number[]} units @returns {number[]} by unit */
export function placed(row, units) {
  /** @type {number[]} */
  const places = [];
  for (const [index, unit] of units.entries()) places[unit] = row[index];
  return places;
}

/** @template From, To @param {Record<string, From>} all @param {(one: From) => To} change @returns {Record<string, To>} */
const mapped = (all, change) => Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]));
