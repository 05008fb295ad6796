/**
 * The learning map as pixels: across, the steps of one sequence; down, the checkpoints. Pure.
 *
 * @typedef {readonly [number, number, number]} Colour red, green, blue
 * @typedef {{colour: Colour, negative: Colour, full: number}} Ink `full`: the amount that is drawn in full colour
 */

/**
 * One pixel per step and checkpoint: the amount is the opacity, its sign the colour.
 *
 * @param {readonly (readonly number[])[]} values one row per checkpoint
 * @param {number} rows of the picture; those that are not there yet stay empty
 * @param {Ink} ink
 */
export function pixelsOf(values, rows, { colour, negative, full }) {
  const width = values[0]?.length ?? 0;
  const pixels = new Uint8ClampedArray(4 * width * rows);
  for (const [row, line] of values.slice(0, rows).entries()) {
    for (const [column, value] of line.entries()) {
      const at = 4 * (row * width + column);
      pixels.set(value < 0 ? negative : colour, at);
      pixels[at + 3] = Math.min(1, Math.abs(value) / full) * 255;
    }
  }
  return pixels;
}

/** The smallest of 1, 2, 5, 10 ... that no value exceeds. @param {readonly (readonly number[])[]} values */
export function fullOf(values) {
  const peak = values.reduce((most, line) => line.reduce((m, value) => Math.max(m, Math.abs(value)), most), 0);
  for (let power = 1; Number.isFinite(peak); power *= 10)
    for (const step of [1, 2, 5]) if (step * power >= peak) return step * power;
  return 1;
}

/** The cell at a place from 0 to 1 each way. @param {number} x @param {number} y @param {number} columns @param {number} rows */
export const cellAt = (x, y, columns, rows) => ({
  step: Math.max(0, Math.min(columns - 1, Math.floor(x * columns))),
  n: Math.max(0, Math.min(rows - 1, Math.floor(y * rows))),
});

/** @param {string} hex such as #1d5fc0 @returns {Colour} */
export function colourOf(hex) {
  const part = (/** @type {number} */ at) => Number.parseInt(hex.slice(at, at + 2), 16) || 0;
  return [part(1), part(3), part(5)];
}

/** Rows to be named, evenly spread: the first, the last, and up to three between. @param {number} rows */
export function namedRows(rows) {
  const count = Math.min(5, rows);
  return Array.from({ length: count }, (_, k) => (count === 1 ? 0 : Math.round((k * (rows - 1)) / (count - 1))));
}
