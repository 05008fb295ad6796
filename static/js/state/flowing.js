/**
 * Whether the water may flow: what a user chose once holds for every picture of the page, and on all pages of this browser.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {{dispatch: (action: import("./reducer.js").Action) => void,
 *   subscribe: (listener: (state: AppState, before: AppState) => void) => unknown}} Flowing
 */

import { keepsake } from "./keepsake.js";

/** @param {import("../data/outside.js").Store|null} storage */
export function flowing(storage) {
  const kept = keepsake("water", { flows: true }, storage);
  /** @type {Flowing[]} */
  const stores = [];
  /** Lets a store follow the choice, and make it. @param {Flowing} store */
  return (store) => {
    stores.push(store);
    store.dispatch({ type: "flow", on: kept.read().flows });
    store.subscribe((state, before) => {
      if (state.flowing === before.flowing || state.flowing === kept.read().flows) return;
      kept.write({ flows: state.flowing });
      for (const each of stores) each.dispatch({ type: "flow", on: state.flowing });
    });
  };
}
