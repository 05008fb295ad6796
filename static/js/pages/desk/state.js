/**
 * What the desk's state is composed of: a run with the teacher's hands, and the room.
 *
 * @typedef {import("../../features/classroom/room.state.js").State & import("../../features/dye/dye.state.js").DyeState
 *   & {isJoining: boolean, origin: string|null}} DeskState
 *   `isJoining`: the board shows how to join; `origin`: where phones reach the server, null until it is known
 * @typedef {{type: "joining", on: boolean} | {type: "origin", origin: string}} OwnAction
 * @typedef {import("../../state/reducer.js").Action | import("../../features/classroom/room.state.js").RoomAction
 *   | import("../../features/classroom/follow.state.js").FollowAction | import("../../features/dye/dye.state.js").DyeAction | OwnAction} DeskAction
 */

import { FOLLOW } from "../../features/classroom/follow.state.js";
import { ROOM } from "../../features/classroom/room.state.js";
import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { HISTORY } from "../../state/history.js";

/** @type {import("../../state/compose.js").Slice} */
const OWN = {
  fields: { isJoining: { initial: true }, origin: { initial: null } },
  answers: ["joining", "origin"],
  wrap: (reduce) => (/** @type {any} */ state, /** @type {any} */ action) => {
    if (action.type === "joining") return { ...state, isJoining: action.on };
    if (action.type === "origin") return { ...state, origin: action.origin };
    return reduce(state, action);
  },
};

const COMPOSED = compose([BASE, HISTORY, FOLLOW, ROOM, DYE_SLICE, OWN]);

/** @type {Readonly<DeskState>} */
export const INITIAL = COMPOSED.initial;

/** @type {import("../../state/compose.js").Reduce<DeskState, DeskAction>} */
export const reduceDesk = COMPOSED.reduce;

/** The grammar of addresses: that of every run. */
export const GRAMMAR = { toAddress: COMPOSED.toAddress, fromAddress: COMPOSED.fromAddress };

/** Whether this desk may change the room. @param {DeskState} state */
export const mayWrite = ({ desk, ended }) => desk !== null && !desk.reading_only && ended === null;
