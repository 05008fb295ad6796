/** Letters of a drawing stay legible where it is drawn small: its style sheets take no size below --least. */

/** The smallest letter on the screen, in px; and the largest size in a drawing's units for which its places have room. */
const LEAST = 12;
const MOST = 15;
/** The smallest size in the style sheets, in a drawing's units: up to it, there is nothing to keep legible. */
const SMALLEST = 13;

/** Puts a drawing into its canvas, and keeps its letters legible. @param {HTMLElement} canvas @param {SVGSVGElement} drawing */
export function show(canvas, drawing) {
  canvas.replaceChildren(drawing);
  const fit = () => {
    const scale = drawing.getScreenCTM()?.a;
    const least = scale ? Math.min(MOST, LEAST / scale) : 0;
    if (least > SMALLEST) canvas.style.setProperty("--least", `${least.toFixed(2)}px`);
    else canvas.style.removeProperty("--least");
  };
  new ResizeObserver(fit).observe(drawing);
}
