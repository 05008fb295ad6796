/** Letters of a drawing stay legible where it is drawn small: its style sheets take no size below --least. */

/** The smallest letter on the screen, in px; and the largest size in a drawing's units for which its places have room. */
const LEAST = 12;
export const MOST = 16.45;
/** The smallest size in the style sheets, in a drawing's units: up to it, there is nothing to keep legible. */
export const SMALLEST = 13;
/** Names in the boxes of an upright drawing are a little smaller. */
const IN_BOXES = 12.7;
/** From number to number in a column, in a drawing's units: neither the largest digits touch, nor on a phone the smallest. */
const COLUMN = { largest: 13.9, smallest: 10.8 };

/** The distance of numbers in a column, one for each lane: as the lanes, or somewhat more. @param {number} pitch of the lanes */
export const numberPitch = (pitch) => Math.max(pitch, COLUMN.largest);

/** Whether numbers at this distance would touch, even on a phone, where the letters of a drawing are smallest. @param {number} pitch */
export const areCrowded = (pitch) => pitch < COLUMN.smallest;

/** How large the smallest letters of a drawing are, in its units. @param {Element} part of the drawing */
export function lettersOf(part) {
  const canvas = /** @type {HTMLElement|null} */ (part.closest(".drawing"));
  return Math.max(SMALLEST, Number.parseFloat(canvas?.style.getPropertyValue("--least") ?? "") || 0);
}

/**
 * Puts a drawing into its canvas, and keeps its letters legible.
 *
 * @param {HTMLElement} canvas
 * @param {SVGSVGElement} drawing
 * @param {() => void} changed told when they have another size: names are cut to what there is room for
 */
export function show(canvas, drawing, changed) {
  canvas.replaceChildren(drawing);
  const { style } = canvas;
  const fit = () => {
    const scale = drawing.getScreenCTM()?.a;
    const least = scale ? Math.min(MOST, LEAST / scale) : 0;
    const size = least > IN_BOXES ? `${least.toFixed(2)}px` : "";
    if (size === style.getPropertyValue("--least")) return;
    style.setProperty("--least", size);
    changed();
  };
  new ResizeObserver(fit).observe(drawing);
}
