/**
 * What an uploaded model adds to the state: the units to ask for, the names of the input columns, and the map of all
 * units.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Preset} Preset
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../data/types.js").UnitMeasures} UnitMeasures
 * @typedef {{id: string, name: string, tokens?: readonly string[]}} UploadSummary `tokens`: each deletes what was sent once
 * @typedef {{open: boolean, mask: readonly number[]|null, measures: UnitMeasures|null}} UnitMap
 *   `mask`: one number per step, compared with the valves
 *
 * @typedef {{type: "uploads known", models: readonly UploadSummary[]}
 *   | {type: "load input", cells: string[][], names: readonly string[]}
 *   | {type: "map", change: Partial<Pick<UnitMap, "open"|"mask">>}
 *   | {type: "measured", measures: UnitMeasures}} UploadAction
 */

import { MOST_LANES } from "./app_state.js";

/** The name under which a browser stores the models that it has uploaded. */
export const KEPT_UPLOADS = "own-models";

/** @param {AppState} state @param {UploadAction} action @returns {AppState} */
export function reduceUploads(state, action) {
  switch (action.type) {
    case "uploads known":
      return { ...state, uploads: action.models };
    case "load input": {
      const { cells, names } = action;
      return named({
        ...state,
        cells,
        names,
        example: null,
        text: "",
        untouched: null,
        gradients: null,
        playing: false,
      });
    }
    case "map":
      return { ...state, map: { ...state.map, ...action.change } };
    case "measured": {
      const map = { ...state.map, measures: action.measures };
      const shown = picksLanes(state) ? most(action.measures.change) : state.shown;
      return { ...state, map, shown };
    }
  }
}

/** Only some units of a run are asked for if there are more than fit on the stage. @param {AppState} state */
export const isNarrow = ({ preset }) => preset?.upload !== undefined && preset.units > MOST_LANES;

/** A higher layer reads another layer's output, and a backward one starts at the end: neither runs from its weights alone. @param {Preset} preset */
export const isEditable = ({ upload }) => !upload || (upload.layer === 0 && upload.direction === "forward");

/** Whether the units' measures decide which units to show. @param {AppState} state */
export const picksLanes = (state) => isNarrow(state) && !state.shown.length && !state.lanes;

/** The lanes that are visible or awaited. @param {AppState} state */
export const lanesOf = ({ lanes, shown }) => lanes ?? shown;

/** The units with the greatest values, in the order of their numbers. @param {readonly number[]} values */
export function most(values) {
  const order = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
  return order.slice(0, MOST_LANES).sort((a, b) => a - b);
}

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
