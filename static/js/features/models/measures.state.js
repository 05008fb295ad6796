/** Asks for the measures of all units while their map is visible, or while nobody has chosen which units to show. */

import { startErrands } from "../../state/errand.js";
import { picksLanes } from "../../state/lanes.js";
import { question } from "../../state/question.js";

/**
 * @typedef {import("./models.state.js").ModelsAction} ModelsAction
 * @typedef {import("./models.state.js").State} State
 * @typedef {(question: import("../../data/api.js").Question, mask: readonly number[]|null) => Promise<import("../../data/types.js").UnitMeasures>} Measure
 */

/** @param {Parameters<typeof startErrands<ModelsAction, State>>[0]} store @param {Measure} measure */
export function startMeasuresCourier(store, measure) {
  startErrands(store, choose);

  /** @param {State} state @returns {import("../../state/errand.js").Errand<ModelsAction>|null} */
  function choose(state) {
    if (!(picksLanes(state) || state.unitMap.open)) return null;
    const next = question({ ...state, lanes: [] }); // whichever lanes are shown, all units are measured
    if (!next) return null;
    const steps = next.inputs?.length ?? [...(next.text ?? "")].length;
    const mask = state.unitMap.mask?.length === steps ? state.unitMap.mask : null; // a mask for another input has another length
    return { key: [next, mask, state.attempt, picksLanes(state)], ask };

    /** @returns {Promise<ModelsAction|null>} */
    async function ask() {
      const measures = await measure(/** @type {NonNullable<typeof next>} */ (next), mask);
      return store.get().wanted === state.wanted ? { type: "measured", measures } : null;
    }
  }
}
