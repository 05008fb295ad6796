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
  /** @param {number[]} row */
  const widen = (row) => {
    /** @type {number[]} */
    const places = [];
    for (const [index, unit] of units.entries()) places[unit] = row[index];
    return places;
  };
  /** @param {number[]|Rows} values those of the start have no steps */
  const placed = (values) =>
    Array.isArray(values[0]) ? /** @type {Rows} */ (values).map(widen) : widen(/** @type {number[]} */ (values));
  return /** @type {any} */ ({
    ...mapped(arrays, placed),
    terms: mapped(terms, (parts) => mapped(parts, placed)),
    x,
    units,
  });
}

/** @template From, To @param {Record<string, From>} all @param {(one: From) => To} change @returns {Record<string, To>} */
const mapped = (all, change) => Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]));
