/** Numbers as the texts write them, and as readers do. */

/** A number as the texts write it: a true minus, and no negative zero. @param {number} value @param {number} decimals */
export function spelt(value, decimals) {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/**
 * The number in what a reader typed, with a point or a comma, and any minus; or null.
 *
 * @param {string} text
 * @returns {number|null}
 */
export function numberIn(text) {
  const plain = text.normalize("NFKC").trim().replace(/[−–]/g, "-").replace(",", ".");
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : null;
}
