/**
 * The uploaded models that this browser knows by name: those that it has opened. The list stays in the browser.
 *
 * @typedef {import("./models.state.js").State} State
 */

import { uploadPlace } from "../../data/model_names.js";
import { keptUploads, listOf, withNewest } from "../../state/uploads/kept.js";

/** @param {import("../../data/types.js").Problem} problem */
const isGone = ({ status, errors }) => status === 404 || errors.some(({ pointer }) => pointer === "/model/id");

/**
 * @param {{get: () => State, dispatch: (action: import("./models.state.js").ModelsAction) => void, subscribe: (listener: (state: State) => void) => unknown}} store
 * @param {import("../../data/outside.js").Store|null} storage
 */
export function rememberModels(store, storage) {
  const kept = keptUploads(storage);
  let written = listOf(kept);

  /** @param {State} state */
  function react({ uploads, preset, wanted, problem }) {
    const opened = preset?.upload?.model;
    const gone = problem && isGone(problem) ? uploadPlace(wanted)?.id : undefined;
    if (uploads !== written) {
      written = uploads;
      kept.write({ models: uploads });
    } else if (gone && uploads.some(({ id }) => id === gone)) {
      store.dispatch({ type: "uploads known", models: uploads.filter(({ id }) => id !== gone) });
    } else if (opened && !gone && !uploads.some(({ id }) => id === opened.id)) {
      store.dispatch({ type: "uploads known", models: withNewest(uploads, { id: opened.id, name: opened.name }) });
    }
  }

  store.dispatch({ type: "uploads known", models: written });
  store.subscribe(react);
  react(store.get());
}
