/** The notebook's theme: each kind of notebook says it in its own place; where none says it, the system does. */

/**
 * @typedef {{matches: (selector: string) => boolean}} Place
 * @typedef {{body: Place, documentElement: Place}} Page
 */

const DARK = "[data-jp-theme-light='false'], .vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light)";
const LIGHT = "[data-jp-theme-light='true'], .vscode-light, .vscode-high-contrast-light";
const DARK_TOO = "[data-theme='dark'], [theme='dark'], .dark, .dark-theme";
const LIGHT_TOO = "[data-theme='light'], [theme='light'], .light, .light-theme";

/** @param {Page} page @param {boolean} isDarkSystem @returns {"dark"|"light"} */
export function themeOf({ body, documentElement }, isDarkSystem) {
  for (const place of [body, documentElement]) {
    if (place.matches(`${DARK}, ${DARK_TOO}`)) return "dark";
    if (place.matches(`${LIGHT}, ${LIGHT_TOO}`)) return "light";
  }
  return isDarkSystem ? "dark" : "light";
}

/**
 * @param {Window & typeof globalThis} window
 * @param {(theme: "dark"|"light") => void} show
 * @returns {() => void} stops following
 */
export function followTheme(window, show) {
  const { document } = window;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const look = () => show(themeOf(document, system.matches));
  const observer = new window.MutationObserver(look);
  for (const place of [document.body, document.documentElement]) observer.observe(place, { attributes: true });
  system.addEventListener("change", look);
  look();
  return () => {
    observer.disconnect();
    system.removeEventListener("change", look);
  };
}
