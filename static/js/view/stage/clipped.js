/** Names in narrow places: broken into lines, and cut where they would not fit. Pure; widths are those of wide typefaces. */

/** The size of letters in a drawing's units, if nothing else is said. */
const LETTERS = 13;
/** How wide letters are, as parts of their size. */
const WIDTHS = /** @type {const} */ ([
  [/[\u2e80-\uffff]/u, 1.02],
  [/[ijl.,:;'’|!]/u, 0.33],
  [/[frtI \-()]/u, 0.42],
  [/[mwMW…]/u, 0.98],
  [/[A-Z−+]/u, 0.74],
]);
const OTHER = 0.62;
/** How much wider bold letters are. */
export const BOLD = 1.13;

/** How wide a text is in the drawing's units. @param {string} text @param {number} [letters] their size */
export const widthOf = (text, letters = LETTERS) =>
  letters * [...text].reduce((sum, letter) => sum + (WIDTHS.find(([which]) => which.test(letter))?.[1] ?? OTHER), 0);

/**
 * @param {string} text
 * @param {number} room in the drawing's units
 * @param {number} [letters] their size
 * @returns {string} the text, or as much as fits with an ellipsis
 */
export function clipped(text, room, letters = LETTERS) {
  if (widthOf(text, letters) <= room) return text;
  const all = [...text];
  const cut = (/** @type {number} */ end) =>
    `${all
      .slice(0, end)
      .join("")
      .replace(/[\s,;:(（，]+$/u, "")}…`;
  const kept = all.findIndex((_, end) => widthOf(cut(end + 1), letters) > room);
  return kept > 0 ? cut(kept) : "";
}

/**
 * A text in lines, broken between words; the last line is cut where it must be.
 *
 * @param {string} text
 * @param {number} room in the drawing's units
 * @param {number} letters their size
 * @param {number} most how many lines there may be
 * @returns {string[]} at least one line
 */
export function wrapped(text, room, letters, most) {
  const words = text.split(" ");
  const fitting = words.findIndex((_, end) => widthOf(words.slice(0, end + 1).join(" "), letters) > room);
  if (most === 1 || fitting < 1) return [clipped(text, room, letters)];
  return [words.slice(0, fitting).join(" "), ...wrapped(words.slice(fitting).join(" "), room, letters, most - 1)];
}
