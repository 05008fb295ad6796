/**
 * The length of the chosen output's gradient at each step up to its own, for the LSTM and a plain recurrent network.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").Gradients} Gradients
 * @typedef {Record<string, number[]>} Lengths of each carried state, and `rnn`; each divided by the length at the output itself
 */

import { chosenOutput } from "../../state/gradient.js";

/**
 * The question to the plain network for the same task, or null if there is none.
 *
 * @param {AppState} state
 * @returns {{task: string, inputs: readonly (readonly number[])[], step: number|null}|null}
 */
export function rnnQuestion(state) {
  const { backward, preset, trace } = state;
  if (!backward || !preset?.training || !trace) return null;
  return { task: preset.training.task, inputs: trace.x, step: chosenOutput(state).step };
}

/**
 * The length of the gradient at each step up to the output's own.
 *
 * @param {import("../../unit/blueprint.js").Blueprint} blueprint
 * @param {Gradients} gradients
 * @param {readonly number[]} rnn the plain network's lengths, as received
 * @param {number|null} step of the output, null: the last
 * @returns {Lengths}
 */
export function lengths({ carried }, gradients, rnn, step) {
  const end = step ?? gradients.dh.length - 1;
  const own = Math.hypot(...gradients.dh[end]);
  const lines = carried.map((state) => {
    /** @type {number[][]} */
    const rows = gradients[`d${state}`].slice(0, end + 1);
    return [state, rows.map((row) => Math.hypot(...row) / own)];
  });
  return { ...Object.fromEntries(lines), rnn: rnn.slice(0, end + 1).map((length) => length / rnn[end]) };
}
