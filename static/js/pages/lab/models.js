/**
 * What an uploaded model needs is fetched when there is one: in the address, chosen, or known from earlier.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/models.js").OwnAction} OwnAction
 */

import { isOwn } from "../../data/model_names.js";
import { OWN_MODELS } from "../../state/models.js";

/** @param {{get: () => AppState, dispatch: (action: OwnAction|import("../../state/reducer.js").Action) => void, subscribe: (listener: (state: AppState) => void) => unknown}} store */
export function startOwn(store) {
  let isStarted = false;

  /** @param {AppState} state */
  function react({ wanted, map }) {
    if (isStarted || !(isOwn(wanted) || map.open || knows())) return;
    isStarted = true;
    import("../../features/models/start.js").then(({ start }) => start(store));
  }

  store.subscribe(react);
  react(store.get());
}

function knows() {
  try {
    return localStorage.getItem(OWN_MODELS) !== null;
  } catch {
    return false;
  }
}
