/**
 * Whether the tour is on, and whether the invitation to it has been answered; the browser remembers that.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{touring: boolean}} TourState
 * @typedef {{type: "tour", on: boolean}} TourAction
 */

/** @type {import("../../state/table.js").Fields<AppState & TourState, TourState>} */
const fields = { touring: { initial: false } };

export const TOUR_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  wrap: (reduce) => (state, action) =>
    action.type === "tour" ? { ...state, touring: action.on } : reduce(state, action),
});

const TOUR = "tour";

/** @param {import("../../data/outside.js").Store|null} storage @returns {boolean} */
export function isTourKnown(storage) {
  try {
    return Boolean(storage?.getItem(TOUR));
  } catch {
    return false;
  }
}

/** Remembers that the tour was taken or declined. @param {import("../../data/outside.js").Store|null} storage */
export function knowTour(storage) {
  try {
    storage?.setItem(TOUR, "known");
  } catch {
    // Without storage, the invitation appears again.
  }
}
