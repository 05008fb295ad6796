/**
 * The columns of one lane's memory. Pure.
 *
 * @typedef {{top: number, height: number, sign: "positive"|"negative"}} Column in parts of a full lane, upwards from 0 to -1
 */

/** @param {readonly (readonly number[])[]} rows one per step @param {number} lane @param {number} full what fills a lane @returns {Column[]} */
export const memoryColumns = (rows, lane, full) =>
  rows.map((row) => {
    const height = Math.min(1, Math.abs(row[lane]) / full);
    return { top: row[lane] > 0 ? -height : 0, height, sign: row[lane] < 0 ? "negative" : "positive" };
  });
