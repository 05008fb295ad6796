/** Asks for the gradients of the run shown, while they are visible. */

import { startErrands } from "./errand.js";
import { chosenOutput } from "./gradient.js";
import { question } from "./question.js";

/**
 * @typedef {import("./reducer.js").Action} Action
 * @typedef {Pick<ReturnType<typeof import("../data/api.js").createApi>, "gradients">} Api
 */

/** @param {Parameters<typeof startErrands<Action>>[0]} store @param {Api} api */
export function startGradientCourier(store, api) {
  startErrands(store, choose);

  /** @param {import("./app_state.js").AppState} state @returns {import("./errand.js").Errand<Action>|null} */
  function choose(state) {
    const next = state.backward ? question(state) : null;
    if (!next) return null;
    const output = chosenOutput(state);
    const ask = async () => /** @type {Action} */ ({ type: "gradients", gradients: await api.gradients(next, output) });
    return { key: [next, output, state.attempt], ask };
  }
}
