/** The theme's colours for canvases: read from the stylesheet's custom properties, read again when the theme changes. */

/** @typedef {import("../timeline/paint.js").Palette} Palette */

const NAMES = /** @type {const} */ ([
  "card",
  "ink",
  "muted",
  "line",
  "forget",
  "write",
  "output",
  "reset",
  "positive",
  "negative",
  "sunken",
]);

/** @param {Element} element @returns {Palette} */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const colours = /** @type {Palette} */ (
    Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]))
  );
  return Object.assign(colours, { font: style.fontFamily });
}

/** @param {Document} document @param {() => void} listener */
export function onThemeChange(document, listener) {
  new MutationObserver(listener).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
}
