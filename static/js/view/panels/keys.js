/** The keyboard of the whole page as one table: the listener uses it, and the sheet of keys displays it. */

/**
 * @typedef {import("../../state/lesson.js").AnyAction} Action
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {Pick<KeyboardEvent, "key"|"shiftKey"|"ctrlKey"|"metaKey"|"altKey">} Press
 * @typedef {"always"|"present"|"question"} When in front of a class; while a question is open
 * @typedef {{id: string, says: string, keys: readonly string[], held?: string, when?: When, action: (index: number) => Action}} Key
 *   `id` is the message that says what it does, `says` the one that names the keys; keys with the same id do the same
 */

/** @type {readonly Key[]} */
const TABLE = [
  {
    id: "lab.transport.phase_forward",
    says: "lab.transport.phase_forward.keys",
    keys: ["arrowright"],
    action: () => ({ type: "move phase", by: 1 }),
  },
  {
    id: "lab.transport.phase_back",
    says: "lab.transport.phase_back.keys",
    keys: ["arrowleft"],
    action: () => ({ type: "move phase", by: -1 }),
  },
  {
    id: "lab.transport.step_forward",
    says: "lab.transport.step_forward.keys",
    keys: ["arrowright"],
    held: "shift",
    action: () => ({ type: "move step", by: 1 }),
  },
  {
    id: "lab.transport.step_back",
    says: "lab.transport.step_back.keys",
    keys: ["arrowleft"],
    held: "shift",
    action: () => ({ type: "move step", by: -1 }),
  },
  { id: "lab.transport.play", says: "lab.transport.play.keys", keys: [" "], action: () => ({ type: "toggle play" }) },
  {
    id: "lab.transport.first",
    says: "lab.transport.first.keys",
    keys: ["home"],
    action: () => ({ type: "seek", step: 0, phase: 0 }),
  },
  {
    id: "lab.transport.last",
    says: "lab.transport.last.keys",
    keys: ["end"],
    action: () => ({ type: "seek", step: Infinity, phase: Infinity }),
  },
  {
    id: "lab.history.undo",
    says: "lab.history.undo.keys",
    keys: ["z"],
    held: "control",
    action: () => ({ type: "undo" }),
  },
  {
    id: "lab.history.redo",
    says: "lab.history.redo.keys",
    keys: ["z"],
    held: "control+shift",
    action: () => ({ type: "redo" }),
  },
  {
    id: "lab.history.redo",
    says: "lab.history.redo.keys",
    keys: ["y"],
    held: "control",
    action: () => ({ type: "redo" }),
  },
  {
    id: "predict.choose",
    says: "predict.choose.keys",
    keys: ["1", "2", "3", "4"],
    when: "question",
    action: (choice) => ({ type: "predict", choice }),
  },
  {
    id: "predict.skip",
    says: "predict.skip.keys",
    keys: ["0"],
    when: "question",
    action: () => ({ type: "predict", choice: null }),
  },
  {
    id: "present.next",
    says: "present.next.keys",
    keys: ["pagedown"],
    when: "present",
    action: () => ({ type: "move phase", by: 1 }),
  },
  {
    id: "present.back",
    says: "present.back.keys",
    keys: ["pageup"],
    when: "present",
    action: () => ({ type: "move phase", by: -1 }),
  },
  {
    id: "present.laser",
    says: "present.laser.keys",
    keys: ["l"],
    when: "present",
    action: () => ({ type: "toggle", what: "laser" }),
  },
  { id: "lab.help.open", says: "lab.help.open.keys", keys: ["?"], action: () => ({ type: "toggle", what: "sheet" }) },
];
export const KEYS = Object.freeze(TABLE);

/** Elements that use keys themselves. */
const READERS = "input, select, textarea, [contenteditable]:not([contenteditable='false'])";
/** Elements that Space presses. */
const BUTTONS = "button, summary, a[href], [role='button']";

/**
 * The action of a key, whatever has the focus.
 *
 * @param {Press} press
 * @param {ReadonlySet<When>} [now] what else applies at this moment
 * @returns {Action|null}
 */
export function keyAction({ key, shiftKey, ctrlKey, metaKey, altKey }, now = new Set()) {
  if (altKey) return null;
  const isShifted = shiftKey && key !== "?"; // which needs Shift on some keyboards
  const held = [ctrlKey || metaKey ? ["control"] : [], isShifted ? ["shift"] : []].flat().join("+");
  const name = key.toLowerCase();
  const found = KEYS.find(
    (known) => (known.held ?? "") === held && known.keys.includes(name) && (!known.when || now.has(known.when)),
  );
  return found?.action(found.keys.indexOf(name)) ?? null;
}

/** @param {AppState} state @returns {ReadonlySet<When>} */
function circumstances({ lesson }) {
  const now = /** @type {Set<When>} */ (new Set());
  if (lesson.present) now.add("present");
  if (lesson.asked && !lesson.answer) now.add("question");
  return now;
}

/**
 * @param {Document} document
 * @param {{get: () => AppState, dispatch: (action: Action) => void}} store
 */
export function listenToKeys(document, { get, dispatch }) {
  /** @param {KeyboardEvent} event */
  const read = (event) => {
    const target = /** @type {Element} */ (event.target);
    return target.closest("dialog[open]") ? null : keyAction(event, circumstances(get()));
  };

  // A clicker has only these two keys: in front of a class they belong to it, whatever was clicked last.
  document.addEventListener(
    "keydown",
    (event) => {
      const action = get().lesson.present && event.key.startsWith("Page") ? read(event) : null;
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      dispatch(action);
    },
    { capture: true },
  );

  document.addEventListener("keydown", (event) => {
    const action = read(event);
    const target = /** @type {Element} */ (event.target);
    if (!action || event.defaultPrevented || target.closest(READERS)) return;
    if (action.type === "toggle play" && target.closest(BUTTONS)) return;
    event.preventDefault();
    dispatch(action);
  });
}
