/**
 * The gradient of the last output at each step, as lengths: the LSTM's beside a plain recurrent network's.
 *
 * @typedef {import("../app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").Gradients} Gradients
 * @typedef {{C: number[], h: number[], rnn: number[]}} Lengths each divided by the length with respect to the last output
 */

/**
 * What to ask the plain network of the same task, or null where there is none.
 *
 * @param {AppState} state
 * @returns {{task: string, inputs: readonly (readonly number[])[]}|null}
 */
export function rnnQuestion({ backward, preset, trace }) {
  return backward && preset?.training && trace ? { task: preset.training.task, inputs: trace.x } : null;
}

/**
 * @param {Gradients} gradients
 * @param {readonly number[]} rnn the plain network's lengths as the server gives them
 * @returns {Lengths}
 */
export function lengths({ dC, dh }, rnn) {
  const C = dC.map((row) => Math.hypot(...row));
  const h = dh.map((row) => Math.hypot(...row));
  const last = h[h.length - 1];
  return {
    C: C.map((length) => length / last),
    h: h.map((length) => length / last),
    rnn: rnn.map((length) => length / rnn[rnn.length - 1]),
  };
}
