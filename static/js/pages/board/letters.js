/** The size of letters in the picture: a part of the screen's height, or of its width where that is less. */

/** The smallest letter on the board, as a part of its height. */
export const LEAST = 1 / 40;
/** On a phone, in px. */
const LEGIBLE = 12;

/**
 * Keeps the letters of the drawing as large as the back row needs them.
 *
 * @param {HTMLElement} scene in which the drawing stands
 * @param {Pick<Window & typeof globalThis, "innerHeight"|"innerWidth"|"ResizeObserver">} window
 * @returns {() => void} to be called when another drawing may stand there
 */
export function keepLetters(scene, window) {
  function fit() {
    const scale = scene.querySelector("svg")?.getScreenCTM()?.a;
    const size = Math.max(LEGIBLE, Math.min(window.innerHeight, window.innerWidth) * LEAST);
    if (scale) scene.style.setProperty("--letter", `${(size / scale).toFixed(2)}px`);
  }
  new window.ResizeObserver(fit).observe(scene);
  return fit;
}
