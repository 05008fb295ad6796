/** Whether somebody was invited to the tour already; the browser keeps it. */

const TOUR = "tour";

/** @returns {boolean} */
export function isTourKnown() {
  try {
    return localStorage.getItem(TOUR) !== null;
  } catch {
    return false;
  }
}

/** Remembers that the tour was seen, or that nobody wants it. */
export function knowTour() {
  try {
    localStorage.setItem(TOUR, "known");
  } catch {
    // Without storage the invitation comes again.
  }
}
