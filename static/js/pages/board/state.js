/**
 * What the board's state is composed of: a run and the view of it, with no more lanes than the back row can tell apart, and the
 * room that it follows, or what is chosen at a board without one.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../features/classroom/room.state.js").State & import("../../features/dye/dye.state.js").DyeState
 *   & import("./alone.state.js").AloneState} BoardState
 * @typedef {import("../../state/reducer.js").Action | import("../../features/classroom/room.state.js").RoomAction
 *   | import("../../features/classroom/follow.state.js").FollowAction | import("../../features/dye/dye.state.js").DyeAction
 *   | import("./alone.state.js").AloneAction} BoardAction
 */

import { FOLLOW } from "../../features/classroom/follow.state.js";
import { ROOM } from "../../features/classroom/room.state.js";
import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { HISTORY } from "../../state/history.js";
import { ALONE_SLICE } from "./alone.state.js";

/** More lanes leave no room for letters that the back row can read. */
export const MOST_ON_BOARD = 4;

/** @type {import("../../state/compose.js").Slice} */
const FEW_LANES = {
  wrap: (reduce) => (state, action) => {
    const next = reduce(state, action);
    return next.shown.length > MOST_ON_BOARD ? { ...next, shown: few(next) } : next;
  },
};

/** As many neighbours of the lane in the spotlight as there is room for. @param {Pick<AppState, "shown"|"unit">} state */
export function few({ shown, unit }) {
  const at = Math.max(0, shown.indexOf(unit));
  const first = Math.min(Math.max(0, at - 1), shown.length - MOST_ON_BOARD);
  return shown.slice(first, first + MOST_ON_BOARD);
}

const COMPOSED = compose([BASE, HISTORY, FOLLOW, ROOM, DYE_SLICE, ALONE_SLICE, FEW_LANES]);

/** @type {Readonly<BoardState>} */
export const INITIAL = COMPOSED.initial;

/** @type {import("../../state/compose.js").Reduce<BoardState, BoardAction>} */
export const reduceBoard = COMPOSED.reduce;

/** The grammar of this page's addresses: that of every run. */
export const GRAMMAR = { toAddress: COMPOSED.toAddress, fromAddress: COMPOSED.fromAddress };
