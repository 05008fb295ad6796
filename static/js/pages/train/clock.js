/** Tells checkpoint after checkpoint at the pace that was chosen, while the network learns. */

/** How often what is behind is caught up with where no pace is chosen, in ms. */
const FULL = 60;

/**
 * @param {{get: () => import("./state.js").TrainState, dispatch: (action: import("./state.js").TrainAction) => void,
 *   subscribe: (listener: () => void) => unknown}} store
 */
export function startClock(store) {
  let isTicking = false;

  function tick() {
    isTicking = false;
    store.dispatch({ type: "tick" });
    wake();
  }

  function wake() {
    const { learning, pace } = store.get();
    if (isTicking || !learning) return;
    isTicking = true;
    setTimeout(tick, pace === null ? FULL : 1000 / pace);
  }

  store.subscribe(wake);
  wake();
}
