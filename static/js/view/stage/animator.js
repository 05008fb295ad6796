/**
 * The page's only clock: it moves the streaks in the water and, while playing, advances the phases. Streaks advance by
 * speed * dt, so that changing the speed never makes the water jump. While an answer is awaited the water stands still, to leave
 * the frame to the answer. With reduced motion, nothing flows.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 */

const FLOW = 42;
const PERIOD = 180;
const LONGEST_FRAME = 0.1;

/**
 * @param {ParentNode} place in which water flows
 * @param {{get: () => AppState, dispatch: (action: Action) => void}} store
 */
export function startAnimator(place, store) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let before = 0;
  let offset = 0;
  let due = 0;

  /** @param {number} now in ms */
  function frame(now) {
    const dt = before ? Math.min(LONGEST_FRAME, (now - before) / 1000) : 0;
    before = now;
    const { playing, speed, waiting } = store.get();
    if (!calm.matches && !waiting) {
      offset = (offset + FLOW * dt) % PERIOD;
      for (const streaks of place.querySelectorAll(".streaks:not(.still)")) {
        const isBack = streaks.closest("[data-backward]") !== null;
        streaks.setAttribute("stroke-dashoffset", String(isBack ? offset : -offset));
      }
    }
    due = playing ? due + speed * dt : 0;
    if (due >= 1) {
      due -= 1;
      store.dispatch({ type: "move phase", by: 1 });
    }
    requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);
}
