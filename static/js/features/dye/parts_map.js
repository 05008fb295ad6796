/**
 * The memory of many units at one step as a map: units across, the steps at which it came in down, the oldest on top. Pure.
 *
 * @typedef {import("../../data/dye.js").Sample} Sample
 * @typedef {{unit: number, source: number, value: number}} Part `source`: START for what was there before the first step
 * @typedef {"number"|"age"} Order
 */

import { START } from "../../data/dye.js";

/** The rows of the map: what was there at the start, then what came in at each step so far. @param {Sample} sample @param {number} step */
export const rowsUntil = ({ start, parts }, step) => [start, ...parts.slice(0, step + 1)];

/** The units from left to right: by number, or those with the oldest memory first. @param {Sample} sample @param {Order} order */
export function unitsBy({ age }, order) {
  const units = [...age.keys()];
  return order === "number" ? units : units.toSorted((a, b) => (age[b] ?? -1) - (age[a] ?? -1) || a - b);
}

/** The amount that has full colour. @param {readonly (readonly number[])[]} rows */
export const fullPart = (rows) =>
  rows.reduce((most, row) => row.reduce((size, value) => Math.max(size, Math.abs(value)), most), 0) || Number.MIN_VALUE;

/**
 * The largest parts, one for each unit.
 *
 * @param {readonly (readonly number[])[]} rows
 * @param {number} count
 * @returns {Part[]}
 */
export function largestParts(rows, count) {
  const best = rows[0].map((_, unit) => {
    const at = rows.reduce((most, row, here) => (Math.abs(row[unit]) > Math.abs(rows[most][unit]) ? here : most), 0);
    return { unit, source: at + START, value: rows[at][unit] };
  });
  return best.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.unit - b.unit).slice(0, count);
}
