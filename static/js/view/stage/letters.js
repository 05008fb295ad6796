/** Letters of a drawing stay legible where it is drawn small: its style sheets take no size below --least. */

/** The smallest letter on the screen, in px; and the largest size in a drawing's units for which its places have room. */
const LEAST = 12;
const MOST = 15;

/** Sees to each drawing that it is given, until the next. @param {HTMLElement} canvas in which they stand */
export function letterKeeper(canvas) {
  const observer = new ResizeObserver(([{ target }]) => {
    const scale = /** @type {SVGSVGElement} */ (target).getScreenCTM()?.a;
    if (scale) canvas.style.setProperty("--least", `${Math.min(MOST, LEAST / scale).toFixed(2)}px`);
  });
  /** @param {Element} drawing */
  return (drawing) => {
    observer.disconnect();
    observer.observe(drawing);
  };
}
