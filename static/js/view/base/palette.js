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

/** Watches the nearest element that says what its theme is: the page, or a widget in it. @param {Element} element @param {() => void} listener */
export function onThemeChange(element, listener) {
  const themed = element.closest("[data-theme]") ?? element.ownerDocument.documentElement;
  new MutationObserver(listener).observe(themed, {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
}
