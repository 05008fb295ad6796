/**
 * The gradient of the chosen output at each step up to its own, as lengths: the LSTM's beside a plain recurrent network's.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").Gradients} Gradients
 * @typedef {{C: number[], h: number[], rnn: number[]}} Lengths each divided by the length with respect to the output itself
 */

import { chosenOutput } from "../../state/gradient.js";

/**
 * What to ask the plain network of the same task, or null where there is none.
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
 * @param {Gradients} gradients
 * @param {readonly number[]} rnn the plain network's lengths as the server gives them
 * @param {number|null} step of the output, null: the last
 * @returns {Lengths}
 */
export function lengths({ dC, dh }, rnn, step) {
  const end = step ?? dh.length - 1;
  const own = Math.hypot(...dh[end]);
  const C = dC.slice(0, end + 1).map((row) => Math.hypot(...row) / own);
  const h = dh.slice(0, end + 1).map((row) => Math.hypot(...row) / own);
  return { C, h, rnn: rnn.slice(0, end + 1).map((length) => length / rnn[end]) };
}
