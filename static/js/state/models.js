/**
 * What an uploaded model adds to the state: which units are asked for, what the columns of the input are called, the map of
 * all units.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Preset} Preset
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../data/types.js").UnitMeasures} UnitMeasures
 * @typedef {{id: string, name: string, tokens?: readonly string[]}} UploadSummary `tokens`: each deletes what was sent once
 * @typedef {{open: boolean, mask: readonly number[]|null, measures: UnitMeasures|null}} UnitMap
 *   `mask`: numbers beside the steps that the valves are compared with
 *
 * @typedef {{type: "uploads known", models: readonly UploadSummary[]}
 *   | {type: "load input", cells: string[][], names: readonly string[]}
 *   | {type: "map", change: Partial<Pick<UnitMap, "open"|"mask">>}
 *   | {type: "measured", measures: UnitMeasures}} UploadAction
 */

import { MOST_LANES } from "./app_state.js";

/** The name under which a browser keeps which models it brought. */
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

/** A run is asked for some units only: there are more than anybody sees at once. @param {AppState} state */
export const isNarrow = ({ preset }) => preset?.upload !== undefined && preset.units > MOST_LANES;

/** A layer above reads what another gives, a backward one reads from the end: neither runs by its weights alone. @param {Preset} preset */
export const isEditable = ({ upload }) => !upload || (upload.layer === 0 && upload.direction === "forward");

/** The units' measures must say which of them to show. @param {AppState} state */
export const picksLanes = (state) => isNarrow(state) && !state.shown.length && !state.lanes;

/** The lanes that a person sees or waits for. @param {AppState} state */
export const lanesOf = ({ lanes, shown }) => lanes ?? shown;

/** The units with the greatest values, in their own order. @param {readonly number[]} values */
export function most(values) {
  const order = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
  return order.slice(0, MOST_LANES).sort((a, b) => a - b);
}

/** The columns of the input by their own names. @param {AppState} state @returns {AppState} */
export function named(state) {
  const { preset, names } = state;
  if (!preset?.upload || names.length !== preset.inputs) return state;
  const own = names.map((name) => ({ en: name, zh: name }));
  return { ...state, preset: { ...preset, input: { ...preset.input, names: own } } };
}

/** Whether two runs hold numbers of the same units. @param {Trace|null} a @param {Trace|null} b */
export const sameUnits = (a, b) => String(a?.units) === String(b?.units);

/** The row of the input that a step reads: a backward layer begins with the last. @param {AppState} state @param {number} step */
export const rowOf = ({ preset, cells }, step) =>
  preset?.upload?.direction === "backward" ? cells.length - 1 - step : step;
