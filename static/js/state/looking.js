/**
 * What a person looks at: the picture, what is lit in it, the lanes, and the gradient of an output.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 *
 * @typedef {{type: "view", view: import("./app_state.js").View}
 *   | {type: "morph", place: number}
 *   | {type: "spotlight", id: string|null}
 *   | {type: "build", built: readonly string[]|null}
 *   | {type: "backward", on: boolean}
 *   | {type: "choose output", output: import("./app_state.js").ChosenOutput}
 *   | {type: "show units", units: readonly number[]}
 *   | {type: "look at unit", unit: number}
 *   | {type: "fit lanes"}
 *   | {type: "look at gate", gate: import("../data/types.js").GateLetter|null}} Look
 */

import { blueprintOf, stopsOf } from "../unit/blueprint.js";
import { MOST_LANES } from "./choices.js";
import { isNarrow } from "./lanes.js";

/** @type {import("./compose.js").Cases<AppState, Look>} */
export const LOOKS = {
  view: (state, { view }) => ({ ...state, view, between: null }),
  morph: (state, { place }) => morph(state, place),
  spotlight: (state, { id }) => ({ ...state, spotlight: id }),
  build: (state, { built }) => ({ ...state, built }),
  backward: (state, { on }) => ({ ...state, backward: on }),
  "choose output": (state, { output }) => ({ ...state, output }),
  "show units": (state, { units }) => showUnits(state, units),
  "look at unit": (state, { unit }) => ({ ...state, unit }),
  "fit lanes": (state) => ({ ...state, measured: state.trace }),
  "look at gate": (state, { gate }) => ({ ...state, gate }),
};

/** The nearest view is the one that is shown; between two, it is on its way. @param {AppState} state @param {number} place among the stops */
function morph(state, place) {
  const stops = stopsOf(blueprintOf(state));
  const at = Math.max(0, Math.min(stops.length - 1, place));
  return { ...state, view: stops[Math.round(at)], between: Number.isInteger(at) ? null : at };
}

/** @param {AppState} state @param {readonly number[]} units */
function showUnits(state, units) {
  const shown = [...units].sort((a, b) => a - b).slice(0, MOST_LANES);
  if (shown.length && state.trace && isNarrow(state)) return { ...state, lanes: shown, chosen: true };
  return shown.length
    ? { ...state, shown, chosen: true, unit: shown.includes(state.unit) ? state.unit : shown[0] }
    : state;
}
