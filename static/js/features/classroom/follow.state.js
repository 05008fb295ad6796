/**
 * A page that follows an address: where only the view of the same run has changed, the run stays, and the picture turns to the new
 * moment without a new question to the server.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{type: "follow", place: Partial<AppState>}} FollowAction
 */

/** @type {import("../../state/compose.js").Slice} */
export const FOLLOW = {
  wrap: (reduce, { runFields }) => {
    const run = runFields().filter((key) => key !== "preset");
    return (/** @type {any} */ state, /** @type {any} */ action) => {
      if (action.type !== "follow") return reduce(state, action);
      const { place } = action;
      const isSame = state.trace !== null && run.every((key) => isLike(key, place[key], state));
      if (!isSame) return reduce(state, { type: "restored", place });
      const { shown, chosen, ...view } = place;
      const kept = Object.fromEntries(Object.entries(view).filter(([key]) => !run.includes(key)));
      return { ...state, ...kept, ...(chosen && shown ? { shown, chosen } : {}), gate: place.gate ?? null };
    };
  },
};

/** Whether an address says of a field what the state holds: an example's own input stands in no address. @param {string} key @param {any} value @param {any} state */
function isLike(key, value, state) {
  if (state.example && ["cells", "text"].includes(key)) return true;
  return JSON.stringify(value ?? null) === JSON.stringify(state[key] ?? null);
}
