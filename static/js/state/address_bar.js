/**
 * Keeps the address bar and the state the same, whichever changes. A change is written at once, but many in a row only a
 * few times a second: browsers take just so many, and a hand that turns a valve makes sixty.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./reducer.js").Action} Action
 */

import { fromAddress, toAddress } from "./address.js";

const PAUSE = 250;

/**
 * @param {Pick<Window, "location"|"history"|"addEventListener"|"setTimeout">} window
 * @param {{get: () => AppState, dispatch: (action: Action) => void, subscribe: (listener: () => void) => unknown}} store
 */
export function keepAddress({ location, history, addEventListener, setTimeout }, store) {
  let written = location.hash;
  let shown = location.hash; // as the browser spells it
  let isPausing = false;

  function write() {
    const address = `#${toAddress(store.get())}`;
    const isLeaving = location.hash !== shown; // somebody typed another address, which is about to be told
    if (isPausing || isLeaving || address === written) return;
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
