/**
 * Which units have a lane, and in what a layer of a larger network differs from a network of one layer.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Preset} Preset
 * @typedef {import("../data/types.js").Trace} Trace
 */

import { MOST_LANES } from "./choices.js";

/** Only some units of a run are asked for if there are more than fit on the stage. @param {AppState} state */
export const isNarrow = ({ preset }) => preset?.upload !== undefined && preset.units > MOST_LANES;

/** A higher layer reads another layer's output, and a backward one starts at the end: neither runs from its weights alone. @param {Preset} preset */
export const isEditable = ({ upload }) => !upload || (upload.layer === 0 && upload.direction === "forward");

/** Whether the units' measures decide which units to show. @param {AppState} state */
export const picksLanes = (state) => isNarrow(state) && !state.shown.length && !state.lanes;

/** The lanes that are visible or awaited. @param {AppState} state */
export const lanesOf = ({ lanes, shown }) => lanes ?? shown;

/** Gives the input columns their own names. @param {AppState} state @returns {AppState} */
export function named(state) {
  const { preset, names } = state;
  if (!preset?.upload || names.length !== preset.inputs) return state;
  const own = names.map((name) => ({ en: name, zh: name }));
  return { ...state, preset: { ...preset, input: { ...preset.input, names: own } } };
}

/** Whether two runs have numbers for the same units. @param {Trace|null} a @param {Trace|null} b */
export const sameUnits = (a, b) => String(a?.units) === String(b?.units);

/** The row of the input that is read in a step: a backward layer begins with the last. @param {AppState} state @param {number} step */
export const rowOf = ({ preset, cells }, step) =>
  preset?.upload?.direction === "backward" ? cells.length - 1 - step : step;
