/** The keyboard of the whole page as one table, in groups: the listener uses it, and the sheet of keys displays it. */

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {Pick<KeyboardEvent, "key"|"shiftKey"|"ctrlKey"|"metaKey"|"altKey">} Press
 */

/**
 * @template Action
 * @typedef {object} Key
 * @property {string} id the message that says what it does; keys with the same id do the same
 * @property {string} says the message that names the keys
 * @property {readonly string[]} keys
 * @property {string} [held]
 * @property {boolean} [isFirst] it comes before whatever has the focus
 * @property {(index: number) => Action} action
 */

/**
 * @template State, Action
 * @typedef {{name: string, when?: (state: State) => boolean, keys: readonly Key<Action>[]}} KeyGroup
 *   `name`: the sheet's heading; `when`: without it, always
 */

/** @type {readonly Key<import("../../state/reducer.js").Action>[]} */
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
];

/** @type {KeyGroup<AppState, import("../../state/reducer.js").Action>} */
export const KEYS = Object.freeze({ name: "always", keys: TABLE });

/** Elements that use keys themselves. A box to tick takes Space alone. */
const READERS = "input:not([type='checkbox']), select, textarea, [contenteditable]:not([contenteditable='false'])";
/** Elements that Space presses. */
const BUTTONS = "button, summary, a[href], [role='button'], [type='checkbox']";

/**
 * The row of a key, and which of its keys it is, whatever has the focus.
 *
 * @template State, Action
 * @param {readonly KeyGroup<State, Action>[]} groups
 * @param {Press} press
 * @param {State} state
 * @returns {{row: Key<Action>, action: Action}|null}
 */
export function keyAction(groups, { key, shiftKey, ctrlKey, metaKey, altKey }, state) {
  if (altKey) return null;
  const isShifted = shiftKey && key !== "?"; // which needs Shift on some keyboards
  const held = [ctrlKey || metaKey ? ["control"] : [], isShifted ? ["shift"] : []].flat().join("+");
  const name = key.toLowerCase();
  const row = groups
    .filter(({ when }) => !when || when(state))
    .flatMap(({ keys }) => keys)
    .find((known) => (known.held ?? "") === held && known.keys.includes(name));
  return row ? { row, action: row.action(row.keys.indexOf(name)) } : null;
}

/**
 * @template State
 * @template {{type: string}} Action
 * @param {Pick<Document, "addEventListener">} place the page, or the part of it whose keys they are
 * @param {{get: () => State, dispatch: (action: Action) => void}} store
 * @param {readonly KeyGroup<State, Action>[]} groups
 */
export function listenToKeys(place, { get, dispatch }, groups) {
  /** @param {KeyboardEvent} event */
  const read = (event) => {
    const target = /** @type {Element} */ (event.target);
    return target.closest("dialog[open]") ? null : keyAction(groups, event, get());
  };

  place.addEventListener(
    "keydown",
    (event) => {
      const pressed = read(event);
      if (!pressed?.row.isFirst) return;
      event.preventDefault();
      event.stopPropagation();
      dispatch(pressed.action);
    },
    { capture: true },
  );

  place.addEventListener("keydown", (event) => {
    const action = read(event)?.action;
    const target = /** @type {Element} */ (event.target);
    if (!action || event.defaultPrevented || target.closest(READERS)) return;
    if (action.type === "toggle play" && target.closest(BUTTONS)) return;
    event.preventDefault();
    dispatch(action);
  });
}
