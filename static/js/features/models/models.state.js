/**
 * What uploaded models add to the state: the models that this browser knows, and the map of all units.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").UnitMeasures} UnitMeasures
 * @typedef {import("../../state/uploads/kept.js").UploadSummary} UploadSummary
 * @typedef {{open: boolean, mask: readonly number[]|null, measures: UnitMeasures|null}} UnitMap
 *   `mask`: one number per step, compared with the valves
 * @typedef {{uploads: readonly UploadSummary[], unitMap: UnitMap}} ModelsState
 * @typedef {AppState & ModelsState} State
 *
 * @typedef {{type: "uploads known", models: readonly UploadSummary[]}
 *   | {type: "map", change: Partial<Pick<UnitMap, "open"|"mask">>}
 *   | {type: "measured", measures: UnitMeasures}} ModelsAction
 * @typedef {import("../../state/reducer.js").Action} Action
 */

import { MOST_LANES } from "../../state/choices.js";
import { picksLanes } from "../../state/lanes.js";

/** @type {import("../../state/table.js").Fields<State, ModelsState>} */
const fields = {
  uploads: { initial: [] },
  unitMap: { initial: Object.freeze({ open: false, mask: null, measures: null }) },
};

export const MODELS_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  answers: ["uploads known", "measured"],
  wrap:
    (/** @type {(state: State, action: Action) => State} */ reduce) =>
    (/** @type {State} */ state, /** @type {Action|ModelsAction} */ action) => {
      switch (action.type) {
        case "uploads known":
          return { ...state, uploads: action.models };
        case "map":
          return withMap(state, action.change);
        case "measured": {
          const shown = picksLanes(state) ? most(action.measures.change) : state.shown;
          return withMap({ ...state, shown }, { measures: action.measures });
        }
        case "choose preset":
          return withMap(reduce(state, action), { measures: null });
        default:
          return reduce(state, action);
      }
    },
});

/** @param {State} state @param {Partial<UnitMap>} change @returns {State} */
const withMap = (state, change) => ({ ...state, unitMap: { ...state.unitMap, ...change } });

/** The units with the greatest values, in the order of their numbers. @param {readonly number[]} values */
export function most(values) {
  const order = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
  return order.slice(0, MOST_LANES).sort((a, b) => a - b);
}
