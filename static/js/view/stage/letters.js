/** Letters of a drawing stay legible where it is drawn small: its style sheets take no size below --least. */

/** The smallest letter on the screen, in px; and the largest size in a drawing's units for which its places have room. */
const LEAST = 12;
const MOST = 15;

/** Puts a drawing into its canvas, and keeps its letters legible. @param {HTMLElement} canvas @param {SVGSVGElement} drawing */
export function show(canvas, drawing) {
  canvas.replaceChildren(drawing);
  const fit = () => {
    const scale = drawing.getScreenCTM()?.a;
    if (scale) canvas.style.setProperty("--least", `${Math.min(MOST, LEAST / scale).toFixed(2)}px`);
  };
  new ResizeObserver(fit).observe(drawing);
}
