/**
 * The units of a layer in some order. Pure.
 *
 * @typedef {import("../../../data/types.js").UnitMeasures} UnitMeasures
 * @typedef {"change"|"hold"|"forget"|"open"|"output"|"reset"|"age"} Measure
 * @typedef {{unit: number, r: number}} Found
 */

/** All measures, in the order of the table's columns. @type {readonly Measure[]} */
export const MEASURES = Object.freeze(["change", "hold", "forget", "open", "output", "reset", "age"]);

/** Those that a unit has, by the valves that it has. @param {UnitMeasures} measures */
export const measuresOf = (measures) => MEASURES.filter((name) => measures[name]);

/** The values of a measure that the unit has. @param {UnitMeasures} measures @param {Measure} name */
export const valuesOf = (measures, name) => /** @type {number[]} */ (measures[name]);

/**
 * The units by number, or by a measure.
 *
 * @param {readonly number[]} values
 * @param {"number"|"greatest"|"least"} order
 * @returns {number[]} units
 */
export function ordered(values, order) {
  const units = [...values.keys()];
  if (order === "number") return units;
  const way = order === "greatest" ? 1 : -1;
  return units.sort((a, b) => way * (values[b] - values[a]) || a - b);
}

/** The measures that are no shares: they may be greater than 1. @type {readonly Measure[]} */
export const AMOUNTS = Object.freeze(["change", "age"]);

/**
 * The value that has full colour: 1 for measures that are shares, the greatest value for others.
 *
 * @param {Measure} measure
 * @param {readonly number[]} values
 */
export const fullColour = (measure, values) => (AMOUNTS.includes(measure) ? Math.max(...values) || 1 : 1);

/**
 * Units by how closely a valve follows something, in either direction; those that cannot be compared are left out.
 *
 * @param {UnitMeasures} measures
 * @param {string} gate
 * @param {number|"mask"} target an input, or the mask
 * @returns {Found[]}
 */
export function followers({ correlation, mask }, gate, target) {
  const column = target === "mask" ? (mask?.[gate] ?? []) : correlation[gate].map((row) => row[target]);
  return column
    .flatMap((r, unit) => (r === null || r === undefined ? [] : [{ unit, r }]))
    .sort((a, b) => Math.abs(b.r) - Math.abs(a.r) || a.unit - b.unit);
}

/**
 * The numbers in a text, whatever separates them.
 *
 * @param {string} text
 * @param {number} steps the expected count
 * @returns {{mask: number[]}|{fault: "count"|"number", values: Record<string, string|number>}}
 */
export function parseMask(text, steps) {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const wrong = words.find((word) => !Number.isFinite(Number(word)));
  if (wrong !== undefined) return { fault: "number", values: { word: wrong } };
  if (words.length !== steps) return { fault: "count", values: { count: words.length, steps } };
  return { mask: words.map(Number) };
}
