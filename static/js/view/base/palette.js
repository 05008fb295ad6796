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

/** The light theme's colours, whatever the page has. @param {Element} element */
export function readLight(element) {
  const themed = themedOf(element);
  const { theme } = themed.dataset;
  themed.dataset.theme = "light";
  const palette = readPalette(element);
  if (theme === undefined) delete themed.dataset.theme;
  else themed.dataset.theme = theme;
  return palette;
}

/** The nearest element that says what its theme is: the page, or a widget in it. @param {Element} element */
const themedOf = (element) =>
  /** @type {HTMLElement} */ (element.closest("[data-theme]") ?? element.ownerDocument.documentElement);

/** Watches what the theme of an element is. @param {Element} element @param {() => void} listener */
export function onThemeChange(element, listener) {
  new MutationObserver(listener).observe(themedOf(element), {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
}
