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

/** What is not 0, but nearer to it than a narrow place has digits for. */
const ALMOST = "≈0";

/**
 * As many digits as a narrow place has room for. None but 0 is written as 0: where the decimals would hide a number, there is room
 * for one more without its leading 0, as in .003.
 *
 * @param {number} value
 * @param {number} [digits] decimals
 */
export function short(value, digits = 2) {
  const size = Math.abs(value);
  if (size >= 1e4) return plain(value, digits);
  const texts = [size.toFixed(digits), size.toFixed(digits + 1).slice(1)];
  const text = texts.find((each) => Number(each) !== 0 || size === 0);
  return text ? (value < 0 ? "−" : "") + text : ALMOST;
}

/** The same with a plus sign for what is positive. @param {number} value */
export function shortWithSign(value) {
  const text = short(value);
  return (value > 0 && text !== ALMOST ? "+" : "") + text;
}

/** @param {number} value @param {number} [digits] decimals */
export function withSign(value, digits = 3) {
  return (value > 0 ? "+" : "") + plain(value, digits);
}

/** A round number, as briefly as it can be written. @param {number} value */
export const amount = (value) => (value >= 1 ? plain(value, 0) : String(value));

/** @param {number} value @param {string} text */
const signed = (value, text) => (value === 0 ? text.replace("-", "") : text.replaceAll("-", "−"));
