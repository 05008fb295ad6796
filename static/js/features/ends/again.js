/** Asks again by itself while the server cannot be reached: soon at first, then less and less often. */

const FIRST = 5_000;
const LONGEST = 60_000;

/**
 * @param {{get: () => import("../../state/app_state.js").AppState, dispatch: (action: {type: "retry"}) => void,
 *   subscribe: (listener: () => void) => unknown}} store
 * @param {(work: () => void, ms: number) => unknown} later
 */
export function askAgain(store, later) {
  let pause = FIRST;
  /** @type {import("../../data/types.js").Problem|null} */
  let last = null;

  function look() {
    const { problem, waiting } = store.get();
    if (!problem && !waiting) pause = FIRST;
    if (problem === last) return;
    last = problem;
    if (problem?.status !== 0) return; // whatever the server has refused, it would refuse again
    later(() => {
      if (store.get().problem === problem) store.dispatch({ type: "retry" });
    }, pause);
    pause = Math.min(LONGEST, 2 * pause);
  }

  store.subscribe(look);
  look();
}
