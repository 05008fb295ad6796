/**
 * The step, shared with Python: two widgets can be linked, and a cell can read it or set it.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

/**
 * @param {import("./kernel.js").Model} model
 * @param {{get: () => AppState, dispatch: (action: {type: "seek", step: number, phase?: number}) => void,
 *   subscribe: (listener: (state: AppState) => void) => () => void}} store
 * @returns {() => void} ends it
 */
export function shareStep(model, store) {
  const hear = () => {
    const step = model.get("step");
    if (step !== store.get().step) store.dispatch({ type: "seek", step, phase: store.get().phase });
  };
  model.on("change:step", hear);
  const unsubscribe = store.subscribe(({ step, trace }) => {
    if (!trace || step === model.get("step")) return;
    model.set("step", step);
    model.save_changes();
  });
  return () => {
    model.off("change:step", hear);
    unsubscribe();
  };
}
