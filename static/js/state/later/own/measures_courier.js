/**
 * Asks for the measures of all units, while somebody looks at their map, or nobody has chosen which of them to show.
 *
 * @typedef {import("../../app_state.js").AppState} AppState
 * @typedef {import("../../own.js").OwnAction} OwnAction
 * @typedef {import("../../reducer.js").Action} Action
 */

import { picksLanes } from "../../own.js";
import { question } from "../../question.js";

/**
 * @param {{get: () => AppState, dispatch: (action: Action|OwnAction) => void, subscribe: (listener: (state: AppState) => void) => unknown}} store
 * @param {typeof import("../../../data/later/own/units.js").measureUnits} measure
 */
export function startMeasuresCourier(store, measure) {
  let asked = "";
  let isBusy = false;

  /** @param {AppState} state */
  async function react(state) {
    if (isBusy || !(picksLanes(state) || state.map.open)) return;
    const next = question({ ...state, lanes: [] }); // whichever lanes are shown, all units are measured
    const steps = next?.inputs?.length ?? [...(next?.text ?? "")].length;
    const mask = state.map.mask?.length === steps ? state.map.mask : null; // another input has other steps
    const key = JSON.stringify([next, mask, state.attempt, picksLanes(state)]);
    if (!next || key === asked) return;
    asked = key;
    isBusy = true;
    try {
      const measures = await measure(next, mask);
      if (store.get().wanted === state.wanted) store.dispatch({ type: "measured", measures });
    } catch (error) {
      const problem = /** @type {{problem?: import("../../../data/types.js").Problem}} */ (error).problem;
      if (!problem) throw error;
      store.dispatch({ type: "failed", problem });
    } finally {
      isBusy = false;
    }
    react(store.get());
  }

  store.subscribe(react);
  react(store.get());
}
