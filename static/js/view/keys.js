/** The keyboard of the whole page: phases and steps, there and back. */

/**
 * @typedef {import("../state/reducer.js").Action} Action
 * @typedef {Pick<KeyboardEvent, "key"|"shiftKey"|"ctrlKey"|"metaKey"|"altKey">} Press
 */

/** What reads keys by itself. */
const READERS = "input, select, textarea, [contenteditable]:not([contenteditable='false'])";
/** What Space presses. */
const BUTTONS = "button, summary, a[href], [role='button']";

/**
 * What a key does, whoever has the focus.
 *
 * @param {Press} press
 * @returns {Action|null}
 */
export function keyAction({ key, shiftKey, ctrlKey, metaKey, altKey }) {
  if ((ctrlKey || metaKey) && !altKey) {
    if (key.toLowerCase() === "z") return { type: shiftKey ? "redo" : "undo" };
    return key === "y" ? { type: "redo" } : null;
  }
  if (altKey) return null;
  if (key === "ArrowRight") return shiftKey ? { type: "move step", by: 1 } : { type: "move phase", by: 1 };
  if (key === "ArrowLeft") return shiftKey ? { type: "move step", by: -1 } : { type: "move phase", by: -1 };
  if (shiftKey) return null;
  if (key === " ") return { type: "toggle play" };
  if (key === "Home") return { type: "seek", step: 0, phase: 0 };
  return key === "End" ? { type: "seek", step: Infinity, phase: Infinity } : null;
}

/**
 * @param {Document} document
 * @param {import("./panel.js").Tools} tools
 */
export function listenToKeys(document, { dispatch }) {
  document.addEventListener("keydown", (event) => {
    const action = keyAction(event);
    const target = /** @type {Element} */ (event.target);
    if (!action || event.defaultPrevented || target.closest(READERS)) return;
    if (action.type === "toggle play" && target.closest(BUTTONS)) return;
    event.preventDefault();
    dispatch(action);
  });
}
