/**
 * What the board's state is composed of: a run and the view of it, with no more lanes than the back row can tell apart.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";

/** More lanes leave no room for letters that the back row can read. */
export const MOST_ON_BOARD = 4;

/** @type {import("../../state/compose.js").Slice} */
export const FEW_LANES = {
  wrap: (reduce) => (state, action) => {
    const next = reduce(state, action);
    return next.shown.length > MOST_ON_BOARD ? { ...next, shown: few(next) } : next;
  },
};

/** As many neighbours of the lane in the spotlight as there is room for. @param {Pick<AppState, "shown"|"unit">} state */
function few({ shown, unit }) {
  const at = Math.max(0, shown.indexOf(unit));
  const first = Math.min(Math.max(0, at - 1), shown.length - MOST_ON_BOARD);
  return shown.slice(first, first + MOST_ON_BOARD);
}

const COMPOSED = compose([BASE, FEW_LANES]);

/** @type {Readonly<AppState>} */
export const INITIAL = COMPOSED.initial;

/** @type {import("../../state/compose.js").Reduce<AppState, import("../../state/reducer.js").Action>} */
export const reduceBoard = COMPOSED.reduce;

/** The grammar of this page's addresses: that of every run. */
export const GRAMMAR = { toAddress: COMPOSED.toAddress, fromAddress: COMPOSED.fromAddress };
