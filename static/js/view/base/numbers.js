/** How numbers are written on the page: fixed width, a true minus sign, and a plus sign for signed values. */

/** What is smaller and would be rounded to nothing is written with a power of ten. */
const TINY = 1e-4;

/** What would be rounded to nothing has two digits that count. @param {number} value @param {number} [digits] decimals */
export function plain(value, digits = 2) {
  const size = Math.abs(value);
  const isRoundedAway = size !== 0 && size < 0.5 * 10 ** -digits;
  if (size >= 1e5 || (isRoundedAway && size < TINY)) return signed(value, value.toExponential(1));
  return signed(value, value.toFixed(isRoundedAway ? 1 - Math.floor(Math.log10(size)) : digits));
}

/** A fixed number of decimals, for narrow places. @param {number} value @param {number} [digits] */
export function short(value, digits = 2) {
  return Math.abs(value) < 1e4 ? signed(Number(value.toFixed(digits)), value.toFixed(digits)) : plain(value, digits);
}

/** @param {number} value @param {number} [digits] decimals */
export function withSign(value, digits = 3) {
  return (value > 0 ? "+" : "") + plain(value, digits);
}

/** A round number, as briefly as it can be written. @param {number} value */
export const amount = (value) => (value >= 1 ? plain(value, 0) : String(value));

/** @param {number} value @param {string} text */
const signed = (value, text) => (value === 0 ? text.replace("-", "") : text.replaceAll("-", "−"));
