/** How much fills a lane: a round number, so that drawings of similar runs have the same scale. */

/**
 * The smallest of ... 0.5, 1, 2, 5, 10 ... that is not below the peak; 1 if nothing flows.
 *
 * @param {number} peak the largest absolute value, 0 or more
 */
export function roundUp(peak) {
  if (!peak) return 1;
  const exponent = Math.floor(Math.log10(peak));
  const marks = [1, 2, 5, 10].map((digits) => Number(`${digits}e${exponent}`)); // read, not computed: exact
  return marks.find((mark) => peak <= mark) ?? 2 * marks[3];
}

/** The largest absolute value of some units. @param {readonly (readonly number[])[]} rows @param {readonly number[]} units */
export const peakOf = (rows, units) =>
  rows.reduce((most, row) => units.reduce((top, unit) => Math.max(top, Math.abs(row[unit])), most), 0);
