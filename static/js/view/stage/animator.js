/**
 * The page's only clock: it moves the streaks in the water and, while playing, advances the phases. Water flows for some seconds
 * after a change and comes to rest; at rest the clock stands still and costs nothing. Streaks advance by speed * dt, so that
 * changing the speed never makes the water jump. While an answer is awaited the water stands still, to leave the frame to the
 * answer. With reduced motion, or where the user has stopped the water, nothing flows.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 */

const FLOW = 42;
const PERIOD = 180;
const LONGEST_FRAME = 0.1;
/** How long the water flows after a change, in ms. */
const LIVELY = 3000;

/**
 * @param {ParentNode} place in which water flows
 * @param {{get: () => AppState, dispatch: (action: Action) => void, subscribe: (listener: () => void) => unknown}} store
 */
export function startAnimator(place, store) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let before = 0;
  let offset = 0;
  let due = 0;
  let changed = 0;
  let isTicking = false;

  function wake() {
    changed = performance.now();
    if (isTicking) return;
    isTicking = true;
    before = 0;
    requestAnimationFrame(frame);
  }

  /** @param {number} now in ms */
  function frame(now) {
    const dt = before ? Math.min(LONGEST_FRAME, (now - before) / 1000) : 0;
    before = now;
    const { playing, speed, waiting, flowing } = store.get();
    const isLively = playing || now - changed < LIVELY;
    const flows = flowing && isLively && !calm.matches;
    if (flows && !waiting) flow(dt);
    due = playing ? due + speed * dt : 0;
    if (due >= 1) {
      due -= 1;
      store.dispatch({ type: "go on" });
    }
    isTicking = playing || flows;
    if (isTicking) requestAnimationFrame(frame);
  }

  /** @param {number} dt in s */
  function flow(dt) {
    offset = (offset + FLOW * dt) % PERIOD;
    for (const streaks of place.querySelectorAll(".streaks:not(.still)")) {
      const isBack = streaks.closest("[data-backward]") !== null;
      streaks.setAttribute("stroke-dashoffset", String(isBack ? offset : -offset));
    }
  }

  store.subscribe(wake);
  calm.addEventListener("change", wake);
  wake();
}
