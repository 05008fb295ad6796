/** Whether the invitation to the tour has been answered; the browser remembers it. */

const TOUR = "tour";

/** @returns {boolean} */
export function isTourKnown() {
  try {
    return localStorage.getItem(TOUR) !== null;
  } catch {
    return false;
  }
}

/** Remembers that the tour was taken or declined. */
export function knowTour() {
  try {
    localStorage.setItem(TOUR, "known");
  } catch {
    // Without storage, the invitation appears again.
  }
}
