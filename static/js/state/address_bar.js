/**
 * Keeps address bar and state in step, whichever changes. A single change is written at once, rapid changes only a few times per
 * second: browsers limit the rate, and turning a valve makes sixty changes per second.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./reducer.js").Action} Action
 */

const PAUSE = 250;

/**
 * @param {Pick<Window, "location"|"history"|"addEventListener"|"setTimeout">} window
 * @param {{get: () => AppState, dispatch: (action: Action) => void, subscribe: (listener: () => void) => unknown}} store
 * @param {ReturnType<typeof import("./address.js").spellings>} grammar
 */
export function keepAddress({ location, history, addEventListener, setTimeout }, store, { toAddress, fromAddress }) {
  let written = location.hash;
  let shown = location.hash; // in the browser's own spelling
  let isPausing = false;

  function write() {
    if (isPausing) return;
    const address = `#${toAddress(store.get())}`;
    const isLeaving = location.hash !== shown; // another address was entered and is about to be reported
    if (isLeaving || address === written) return;
    written = address;
    history.replaceState(null, "", address);
    shown = location.hash;
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      write();
    }, PAUSE);
  }

  store.subscribe(write);
  addEventListener("hashchange", () => {
    if (location.hash === shown) return;
    written = shown = location.hash;
    store.dispatch({ type: "restored", place: fromAddress(location.hash) });
  });
}
