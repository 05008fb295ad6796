/**
 * What reads the outputs of a network, if something does.
 *
 * @typedef {import("../data/types.js").Head} Head
 */

/** @param {import("./app_state.js").AppState} state @returns {Head|null} */
export const headOf = ({ preset }) => preset?.head ?? null;

/** The index of the largest of some answers. @param {readonly number[]} row */
export const choiceOf = (row) => row.indexOf(Math.max(...row));
