/**
 * Which uploaded models this browser knows by name: those it has opened. The list stays in the browser.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/models.js").OwnSummary} OwnSummary
 */

import { ownPlace } from "../../data/model_names.js";
import { keepsake } from "../../state/keepsake.js";
import { OWN_MODELS } from "../../state/models.js";

const MOST = 12;

/** @param {import("../../data/types.js").Problem} problem */
const isGone = ({ status, errors }) => status === 404 || errors.some(({ pointer }) => pointer === "/model/id");

/**
 * @param {{get: () => AppState, dispatch: (action: import("../../state/models.js").OwnAction) => void, subscribe: (listener: (state: AppState) => void) => unknown}} store
 * @param {() => Pick<Storage, "getItem"|"setItem"|"removeItem">} [storage]
 */
export function rememberModels(store, storage) {
  const kept = keepsake(OWN_MODELS, /** @type {{models: readonly OwnSummary[]}} */ ({ models: [] }), storage);
  let written = kept.read().models;

  /** @param {AppState} state */
  function react({ owns, preset, wanted, problem }) {
    const opened = preset?.own?.model;
    const gone = problem && isGone(problem) ? ownPlace(wanted)?.id : undefined;
    if (owns !== written) {
      written = owns;
      kept.write({ models: owns });
    } else if (gone && owns.some(({ id }) => id === gone)) {
      store.dispatch({ type: "own models", models: owns.filter(({ id }) => id !== gone) });
    } else if (opened && !gone && !owns.some(({ id }) => id === opened.id)) {
      store.dispatch({ type: "own models", models: [{ id: opened.id, name: opened.name }, ...owns].slice(0, MOST) });
    }
  }

  store.dispatch({ type: "own models", models: written });
  store.subscribe(react);
  react(store.get());
}
