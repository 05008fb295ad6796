/**
 * The keys of a desk, a clicker's among them.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {{type: "do", name: "forward"|"back"|"black"|"full"|"pause"}} Deed
 */

/** @type {Readonly<Record<string, Deed["name"]>>} */
const DEEDS = Object.freeze({ pagedown: "forward", pageup: "back", b: "black", ".": "black", f: "full", p: "pause" });
const READERS = "input:not([type=checkbox], [type=radio], [type=range]), select, textarea";

/**
 * What a clicker sends comes first, whatever has the focus; letters are left to what is being typed.
 *
 * @param {Document} document
 * @param {Readonly<Record<Deed["name"], () => void>>} deeds
 */
export function listenToClicker(document, deeds) {
  document.addEventListener(
    "keydown",
    (event) => {
      const name = DEEDS[event.key.toLowerCase()];
      const target = /** @type {Element} */ (event.target);
      if (!name || event.ctrlKey || event.metaKey || event.altKey || target.closest("dialog[open]")) return;
      if (!event.key.startsWith("Page") && target.closest(READERS)) return;
      event.preventDefault();
      event.stopPropagation();
      deeds[name]();
    },
    { capture: true },
  );
}
