/** Asks for the gradients of the run shown, while they are visible. */

import { startErrands } from "./errand.js";
import { chosenOutput } from "./gradient.js";
import { losses } from "./losses.js";
import { question, sameRun } from "./question.js";

/**
 * @typedef {import("./reducer.js").Action} Action
 * @typedef {Pick<ReturnType<typeof import("../data/api.js").createApi>, "gradients">} Api
 */

/** @param {Parameters<typeof startErrands<Action>>[0]} store @param {Api} api */
export function startGradientCourier(store, api) {
  const lost = losses((/** @type {import("./app_state.js").AppState} */ { gradients }) => gradients);
  startErrands(store, choose);

  /** @param {import("./app_state.js").AppState} state @returns {import("./errand.js").Errand<Action>|null} */
  function choose(state) {
    const times = lost(state);
    const isKnown = state.output.step === null || state.trace !== null; // whether the run has that step
    const next = state.backward && isKnown ? question(state) : null;
    if (!next) return null;
    const output = chosenOutput(state);
    return { key: [next, output, state.attempt, times], ask };

    /** Of a run that was left meanwhile nothing is told. @returns {Promise<Action|null>} */
    async function ask() {
      if (!next) return null;
      const isLeft = () => !sameRun(question(store.get()) ?? next, next);
      try {
        const gradients = await api.gradients(next, output);
        return isLeft() ? null : { type: "gradients", gradients };
      } catch (error) {
        if (isLeft()) return null;
        throw error;
      }
    }
  }
}
