/**
 * The rows of tokens whose ids an address names: it is too short for the rows themselves, so they are fetched when the model is open.
 *
 * @typedef {import("./models.state.js").State} State
 */

import { toCells } from "../../state/cells.js";
import { fittingTables } from "../../state/uploads/models.js";

/**
 * @param {{get: () => State, dispatch: (action: import("../../state/reducer.js").Action) => void, subscribe: (listener: (state: State) => void) => unknown}} store
 * @param {(request: object) => Promise<{ids: number[], labels: string[], inputs: number[][]}>} ask
 */
export function startTokensCourier(store, ask) {
  let asked = "";

  /** @param {State} state */
  async function react({ preset, ids, embedding, labels, cells, attempt }) {
    const upload = preset?.upload;
    if (!upload || !ids.length || cells.length) return;
    const table = embedding || fittingTables(upload.model, preset.inputs)[0]?.name;
    const lstms = [upload.model.lstms[upload.lstm].name];
    const request = { model: { id: upload.id, lstms, embedding: table }, ids };
    const key = JSON.stringify([request, attempt]);
    if (key === asked) return;
    asked = key;
    try {
      const found = await ask(request);
      const own = labels.length === ids.length ? labels : found.labels;
      if (store.get().ids === ids)
        store.dispatch({ type: "load input", cells: toCells(found.inputs), names: [], labels: own, ids, embedding });
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (store.get().ids === ids) store.dispatch({ type: "failed", problem });
    }
  }

  store.subscribe(react);
  react(store.get());
}
