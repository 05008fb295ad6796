/** What there is to choose from, and what is chosen at first. The types of the state are apart: no browser needs to fetch them. */

/** @type {readonly import("./app_state.js").View[]} */
export const VIEWS = Object.freeze(["box", "pipe", "symbols", "cell", "row"]);
export const MOST_LANES = 8;
export const SPEEDS = Object.freeze([0.5, 1, 2, 4]);
export const STRIDES = /** @type {const} */ (["phase", "step"]);
export const FIRST_PRESET = "lanes";
