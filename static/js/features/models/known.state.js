/**
 * Which uploaded models this browser knows by name: those it has opened. The list stays in the browser.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/models.js").UploadSummary} UploadSummary
 */

import { uploadPlace } from "../../data/model_names.js";
import { keepsake } from "../../state/keepsake.js";
import { KEPT_UPLOADS } from "../../state/models.js";

const MOST = 12;

/** @param {import("../../data/types.js").Problem} problem */
const isGone = ({ status, errors }) => status === 404 || errors.some(({ pointer }) => pointer === "/model/id");

/**
 * @param {{get: () => AppState, dispatch: (action: import("../../state/models.js").UploadAction) => void, subscribe: (listener: (state: AppState) => void) => unknown}} store
 * @param {() => Pick<Storage, "getItem"|"setItem"|"removeItem">} [storage]
 */
export function rememberModels(store, storage) {
  const kept = keepsake(KEPT_UPLOADS, /** @type {{models: readonly UploadSummary[]}} */ ({ models: [] }), storage);
  let written = kept.read().models;

  /** @param {AppState} state */
  function react({ uploads, preset, wanted, problem }) {
    const opened = preset?.upload?.model;
    const gone = problem && isGone(problem) ? uploadPlace(wanted)?.id : undefined;
    if (uploads !== written) {
      written = uploads;
      kept.write({ models: uploads });
    } else if (gone && uploads.some(({ id }) => id === gone)) {
      store.dispatch({ type: "uploads known", models: uploads.filter(({ id }) => id !== gone) });
    } else if (opened && !gone && !uploads.some(({ id }) => id === opened.id)) {
      store.dispatch({
        type: "uploads known",
        models: [{ id: opened.id, name: opened.name }, ...uploads].slice(0, MOST),
      });
    }
  }

  store.dispatch({ type: "uploads known", models: written });
  store.subscribe(react);
  react(store.get());
}
