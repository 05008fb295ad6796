/**
 * Whether the water may flow: what a user chose once holds on all pages of this browser.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 */

import { keepsake } from "./keepsake.js";

/**
 * @param {{dispatch: (action: import("./reducer.js").Action) => void,
 *   subscribe: (listener: (state: AppState, before: AppState) => void) => unknown}} store
 * @param {import("../data/outside.js").Store|null} storage
 */
export function keepFlowing(store, storage) {
  const kept = keepsake("water", { flows: true }, storage);
  if (!kept.read().flows) store.dispatch({ type: "flow", on: false });
  store.subscribe(({ flowing }, before) => {
    if (flowing !== before.flowing) kept.write({ flows: flowing });
  });
}
