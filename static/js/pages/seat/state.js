/**
 * What the state of a seat is composed of: a run with one lane, the room, and what this seat does.
 *
 * @typedef {{code: string, seat: number, token: string, nickname: import("../../features/classroom/nickname.js").Nickname|null, people: number}} Pass
 * @typedef {import("./mine.js").Mine} Mine
 * @typedef {import("../../data/types.js").Problem} Problem
 * @typedef {import("../../features/classroom/documents.js").Question} Question
 *
 * @typedef {object} OwnState
 * @property {Pass|null} pass null: not yet in a room
 * @property {boolean} isJoining a seat is being taken
 * @property {Problem|null} refusal why there is no seat
 * @property {Readonly<Record<string, Mine>>} mine this seat's answers, by question and round
 * @property {"steps"|"lab"|null} roaming within steps, in the Lab; null: it follows
 * @property {boolean} isCalled everybody is called back, in a moment
 * @property {string|null} draft where this seat was in the Lab when it came back
 * @property {boolean} needsHelp
 * @property {(import("../../features/classroom/documents.js").AskedToShow & {agreed?: boolean})|null} showing what it is asked to show to all
 * @property {readonly Question[]} asked the questions whose right answer has been told
 *
 * @typedef {import("../../features/classroom/room.state.js").State & import("../../features/dye/dye.state.js").DyeState & OwnState} SeatState
 * @typedef {{type: "join"} | {type: "seated", pass: Pass, room: import("../../features/classroom/documents.js").Room|null} | {type: "turned away", problem: Problem}
 *   | {type: "kept", asked: readonly Question[], mine: import("./mine.js").All}
 *   | {type: "own answers", answers: import("../../features/classroom/seat_requests.js").Answers}
 *   | {type: "answer", id: string, value: import("../../features/classroom/seat_requests.js").Value}
 *   | {type: "receipt", key: string, id: string, told: Mine["told"]}
 *   | {type: "roam"} | {type: "come back", draft: string|null} | {type: "help", on: boolean}
 *   | {type: "asked to show", showing: SeatState["showing"]} | {type: "consent", agreed: boolean}} OwnAction
 * @typedef {import("../../state/reducer.js").Action | import("../../features/classroom/room.state.js").RoomAction
 *   | import("../../features/classroom/follow.state.js").FollowAction | import("../../features/dye/dye.state.js").DyeAction | OwnAction} SeatAction
 */

import { FOLLOW } from "../../features/classroom/follow.state.js";
import { questionOf, ROOM } from "../../features/classroom/room.state.js";
import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { answered, keyOf, remembered, told } from "./mine.js";

/** @type {import("../../state/table.js").Fields<SeatState, OwnState>} */
const fields = {
  pass: { initial: null },
  isJoining: { initial: false },
  refusal: { initial: null },
  mine: { initial: Object.freeze({}) },
  roaming: { initial: null },
  isCalled: { initial: false },
  draft: { initial: null },
  needsHelp: { initial: false },
  showing: { initial: null },
  asked: { initial: Object.freeze([]) },
};

/** @type {import("../../state/compose.js").Cases<SeatState, OwnAction>} */
const CASES = {
  join: (state) => ({ ...state, isJoining: true, refusal: null }),
  seated: (state, { pass, room }) => ({ ...state, pass, room: state.room ?? room, isJoining: false, refusal: null }),
  "turned away": (state, { problem }) => ({ ...state, pass: null, room: null, isJoining: false, refusal: problem }),
  kept: (state, { asked, mine }) => ({ ...state, asked, mine: { ...mine, ...state.mine } }),
  "own answers": (state, { answers }) => ({ ...state, mine: remembered(state.mine, answers) }),
  answer(state, { id, value }) {
    const question = questionOf(state);
    return question?.state === "open" ? { ...state, mine: answered(state.mine, question, id, value) } : state;
  },
  receipt: (state, { key, id, told: how }) => ({ ...state, mine: told(state.mine, key, id, how) }),
  roam: (state) => (mayRoam(state) ? { ...state, roaming: mayRoam(state) } : state),
  "come back": (state, { draft }) => ({ ...state, roaming: null, isCalled: false, draft: draft ?? state.draft }),
  help: (state, { on }) => ({ ...state, needsHelp: on }),
  "asked to show": (state, { showing }) => ({ ...state, showing }),
  consent: (state, { agreed }) => ({ ...state, showing: state.showing && { ...state.showing, agreed } }),
};

/** @type {import("../../state/compose.js").Slice} */
const SEAT = {
  fields,
  answers: ["seated", "turned away", "kept", "own answers", "receipt", "asked to show"],
  wrap: (reduce) => (/** @type {SeatState} */ state, /** @type {any} */ action) => {
    const own = /** @type {any} */ (CASES)[action.type];
    const next = own ? own(state, action) : reduce(state, action);
    return within(oneLane(action.type === "room" ? heard(state, next) : next));
  },
};

/** What a new document of the room means for this seat. @param {SeatState} before @param {SeatState} state */
function heard(before, state) {
  const [was, is] = [before.room, state.room];
  const isCalled = state.isCalled || (was !== null && is !== null && is.recall > was.recall) || !mayRoam(state);
  const question = questionOf(state);
  const asked =
    question?.state === "revealed" ? [...state.asked.filter(({ id }) => id !== question.id), question] : state.asked;
  return { ...state, asked, isCalled: state.roaming !== null && isCalled };
}

/** A phone has room for the lane that is spoken of. @param {SeatState} state */
function oneLane(state) {
  const unit = questionOf(state)?.about?.lane ?? state.unit;
  const most = state.trace ? state.trace.h[0].length : unit + 1;
  if (
    !state.shown.length ||
    unit >= most ||
    (state.shown.length === 1 && state.shown[0] === unit && state.unit === unit)
  )
    return state;
  return { ...state, unit, shown: [unit] };
}

/** Whoever moves within steps stays within them. @param {SeatState} state */
function within(state) {
  const { mode, first, last } = state.room?.pace ?? {};
  if (state.roaming !== "steps" || mode !== "within" || first === null || last === null) return state;
  const step = Math.min(Math.max(state.step, first ?? 0), last ?? 0);
  return step === state.step ? state : { ...state, step };
}

const COMPOSED = compose([BASE, FOLLOW, ROOM, DYE_SLICE, SEAT]);

/** @type {Readonly<SeatState>} */
export const INITIAL = COMPOSED.initial;

/** @type {import("../../state/compose.js").Reduce<SeatState, SeatAction>} */
export const reduceSeat = COMPOSED.reduce;

/** The grammar of addresses: that of every run. */
export const GRAMMAR = { toAddress: COMPOSED.toAddress, fromAddress: COMPOSED.fromAddress };

/** How a seat may move by itself, if it may. @param {Pick<SeatState, "room">} state @returns {"steps"|"lab"|null} */
export function mayRoam({ room }) {
  const mode = room?.pace.mode;
  return mode === "free" ? "lab" : mode === "within" ? "steps" : null;
}

/** Whether the class has a question before it: then even who roams looks at that. @param {Pick<SeatState, "room">} state */
export function isAsked(state) {
  const question = questionOf(state);
  return question !== null && ["open", "closed", "shown"].includes(question.state);
}

/** Where the seat is by itself now; null: with the class. @param {SeatState} state */
export const roamingNow = (state) => (isAsked(state) ? null : state.roaming);

/** This seat's answer to the present question. @param {SeatState} state @returns {Mine|null} */
export function mineNow(state) {
  const question = questionOf(state);
  return question ? (state.mine[keyOf(question)] ?? null) : null;
}
