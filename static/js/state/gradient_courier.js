/**
 * Asks for the gradients of the run on show, while somebody looks at them.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./reducer.js").Action} Action
 */

import { question } from "./question.js";

/**
 * @param {{get: () => AppState, dispatch: (action: Action) => void, subscribe: (listener: (state: AppState) => void) => unknown}} store
 * @param {Pick<ReturnType<typeof import("../data/api.js").createApi>, "gradients">} api
 */
export function startGradientCourier(store, api) {
  let asked = "";
  let isBusy = false;

  /** @param {AppState} state */
  async function react(state) {
    const next = state.backward && !isBusy ? question(state) : null;
    const key = JSON.stringify([next, state.attempt]);
    if (!next || key === asked) return;
    asked = key;
    isBusy = true;
    try {
      store.dispatch({ type: "gradients", gradients: await api.gradients(next) });
    } catch (error) {
      const problem = /** @type {{problem?: import("../data/types.js").Problem}} */ (error).problem;
      if (!problem) throw error;
      store.dispatch({ type: "failed", problem });
    } finally {
      isBusy = false;
    }
    react(store.get());
  }

  store.subscribe(react);
  react(store.get());
}
