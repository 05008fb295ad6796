/** Names in narrow places: cut where they would not fit. Pure; widths are those of the drawing's letters, on the wide side. */

const LETTER = 6.9;
const DIGIT = 8;
const IDEOGRAPH = 13.2;

/** How wide a text is in the drawing's units. @param {string} text */
export const widthOf = (text) => [...text].reduce((sum, letter) => sum + advance(letter), 0);

/** @param {string} letter */
const advance = (letter) => (letter > "\u2e80" ? IDEOGRAPH : /[\d.+−]/.test(letter) ? DIGIT : LETTER);

/** @param {string} text @param {number} room in the drawing's units @returns {string} the text, or as much as fits with an ellipsis */
export function clipped(text, room) {
  if (widthOf(text) <= room) return text;
  const letters = [...text];
  const kept = letters.findIndex((_, end) => LETTER + widthOf(letters.slice(0, end + 1).join("")) > room);
  return kept > 0 ? `${letters.slice(0, kept).join("").trimEnd()}…` : "";
}
