/**
 * What flows in the pipes: the water of the run with that of the unchanged run behind it, or the gradient on its way back. A
 * drawing receives amounts, a scale and a word; it does not know which liquid it draws.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {Record<string, number|null>} Amounts by pipe id, null for a pipe that is still empty
 * @typedef {(step: number, phase: number, unit: number) => Amounts} Of
 *
 * @typedef {object} Liquid
 * @property {"water"|"gradient"} kind
 * @property {Of} of
 * @property {Of|null} ghost the same in the unchanged run
 * @property {Of|null} tint a part of it
 * @property {import("./scale.js").Scale} scale the amounts that fill the lanes
 * @property {(pipe: import("../unit/blueprint.js").PipeEdge) => string} word its name in a pipe, as a message id
 */

import { backflow, gradientScale } from "../unit/backflow.js";
import { blueprintOf } from "../unit/blueprint.js";
import { flow, ghostOf } from "./flow.js";
import { backwardOf } from "./gradient.js";
import { scaleOf } from "./scale.js";

/** @param {AppState} state with a trace @returns {Liquid} */
export function liquidOf(state) {
  const gradients = backwardOf(state);
  return gradients ? gradientOf(state, gradients) : waterOf(state);
}

/** @param {AppState} state @returns {Liquid} */
function waterOf(state) {
  const blueprint = blueprintOf(state);
  const trace = /** @type {import("../data/types.js").Trace} */ (state.trace);
  const ghost = ghostOf(state);
  const tint = state.tinted?.of === trace ? state.tinted.fields : null; // that of another run would not add up
  return {
    kind: "water",
    of: (...at) => flow(blueprint, trace, ...at).pipes,
    ghost: ghost && ((...at) => flow(blueprint, ghost, ...at).pipes),
    tint: tint && ((...at) => flow(blueprint, /** @type {any} */ (tint), ...at).pipes),
    scale: scaleOf(state),
    word: ({ field }) => `lab.field.${field}`,
  };
}

/** @param {AppState} state @param {import("../data/types.js").Gradients} gradients @returns {Liquid} */
function gradientOf(state, gradients) {
  const blueprint = blueprintOf(state);
  const common = gradientScale(blueprint, gradients, state.shown);
  return {
    kind: "gradient",
    of: (step, _phase, unit) => backflow(blueprint, gradients, step, unit),
    ghost: null,
    tint: null,
    scale: { common, lanes: state.shown.map(() => common), apart: null, of: () => common },
    word: () => "lab.backward.field",
  };
}
