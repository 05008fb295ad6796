/**
 * What a page knows of its room: the class's document, the desk's on a desk, and how it ended.
 *
 * @typedef {import("./documents.js").Room} Room
 * @typedef {import("./documents.js").Desk} Desk
 * @typedef {import("../../data/types.js").Problem} Problem
 * @typedef {{room: Room|null, desk: Desk|null, ended: Problem|"closed"|null, isAway: boolean}} RoomState `isAway`: the server does not answer
 * @typedef {{type: "room", room: Room} | {type: "desk", desk: Desk} | {type: "room ended", why: Problem|"closed"} | {type: "server away"}} RoomAction
 * @typedef {import("../../state/app_state.js").AppState & RoomState} State
 */

/** @type {import("../../state/table.js").Fields<State, RoomState>} */
const fields = {
  room: { initial: null },
  desk: { initial: null },
  ended: { initial: null },
  isAway: { initial: false },
};

export const ROOM = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  answers: ["room", "desk", "room ended", "server away", "follow"],
  wrap: (reduce) => (/** @type {State} */ state, /** @type {any} */ action) => {
    if (action.type === "room") return { ...state, room: action.room, isAway: false };
    if (action.type === "desk") return { ...state, desk: action.desk, room: action.desk.room, isAway: false };
    if (action.type === "room ended") return { ...state, ended: action.why };
    if (action.type === "server away") return { ...state, isAway: true };
    return reduce(state, action);
  },
});

/** @typedef {Pick<RoomState, "room"> & {own?: {question: import("./documents.js").Question}|null}} Asking `own`: asked without a room */

/** The question that is asked, or was just answered. @param {Asking} state */
export const questionOf = ({ room, own }) => room?.question ?? own?.question ?? null;

/** The question whose subject is still hidden, or null. @param {Asking} state */
export function hiddenOf(state) {
  const question = questionOf(state);
  return question?.about && question.state !== "revealed" && question.state !== "done" ? question : null;
}
