/**
 * Whether the sheet of all keys is open.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{sheet: boolean}} KeysState
 * @typedef {{type: "sheet", on?: boolean}} KeysAction without `on`, a toggle
 */

/** @type {import("../../state/table.js").Fields<AppState & KeysState, KeysState>} */
const fields = { sheet: { initial: false } };

export const KEYS_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  wrap: (reduce) => (state, action) =>
    action.type === "sheet" ? { ...state, sheet: action.on ?? !state.sheet } : reduce(state, action),
});

/** @type {import("../../view/panels/keys.js").KeyGroup<AppState, KeysAction>} */
export const SHEET_KEYS = {
  name: "always",
  keys: [{ id: "lab.help.open", says: "lab.help.open.keys", keys: ["?"], action: () => ({ type: "sheet" }) }],
};
