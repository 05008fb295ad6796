/**
 * Which gradient belongs to the run shown.
 *
 * @typedef {import("../data/types.js").Gradients} Gradients
 * @typedef {import("../data/types.js").Trace} Trace
 */

/**
 * The gradients of the run shown, or null.
 *
 * @param {{backward: boolean, gradients: Gradients|null, trace: Trace|null}} state
 */
export function backwardOf({ backward, gradients, trace }) {
  return backward && gradients && trace && gradients.dh.length === trace.h.length ? gradients : null;
}

/**
 * The chosen output, as far as it exists in the run shown.
 *
 * @param {Pick<import("./app_state.js").AppState, "output"|"preset"|"trace">} state
 * @returns {import("./app_state.js").ChosenOutput}
 */
export function chosenOutput({ output, preset, trace }) {
  const isStep = output.step !== null && trace !== null && output.step < trace.h.length;
  const isUnit = output.unit !== null && preset !== null && !preset.upload && output.unit < preset.units;
  return { step: isStep ? output.step : null, unit: isUnit ? output.unit : null };
}
