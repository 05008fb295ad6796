/** Rooms and questions as a server would tell of them. */

import { INITIAL, reduceSeat } from "../../../../static/js/pages/seat/state.js";
import { numbersPreset, randomTrace } from "../../support/sample.js";
import "../../support/blueprints.js";

/** @typedef {import("../../../../static/js/features/classroom/documents.js").Room} Room */
/** @typedef {import("../../../../static/js/features/classroom/documents.js").Question} Question */
/** @typedef {import("../../../../static/js/pages/seat/state.js").SeatAction} Action */

/** @param {Partial<Room>} [other] @returns {Room} */
export const room = (other = {}) => ({
  code: "KXMP",
  version: 1,
  state: { version: 1, address: "/lab#model=lanes" },
  pace: { mode: "follow", first: null, last: null },
  paused: false,
  frozen: false,
  locked: false,
  black: false,
  own_names: false,
  recall: 0,
  joined: 3,
  present: 3,
  question: null,
  ...other,
});

/** @param {Partial<Question>} [other] @returns {Question} */
export const question = (other = {}) => ({
  id: "q1",
  version: 1,
  round: 1,
  kind: "choice",
  state: "open",
  text: { en: "What comes?", zh: "会怎样？" },
  generated: null,
  choices: ["shut", "half", "open"].map((id) => ({ id, text: null })),
  about: { step: 1, phase: 1, lane: 2, gate: "forget" },
  tolerance: null,
  answered: 0,
  counts: null,
  before: null,
  truth: null,
  sentence: null,
  ...other,
});

export const PASS = { code: "KXMP", seat: 1, token: "a".repeat(32), nickname: null, people: 1 };

/** A seat that has its room and a run. */
export const SEATED = after([
  { type: "seated", pass: PASS, room: room() },
  { type: "preset opened", preset: numbersPreset() },
  { type: "traced", trace: randomTrace({ steps: 4, units: 3 }) },
]);

/** @param {readonly Action[]} actions @param {import("../../../../static/js/pages/seat/state.js").SeatState} [state] */
export function after(actions, state = INITIAL) {
  return actions.reduce(reduceSeat, state);
}

/** @param {Partial<Room>} other @returns {Action} */
export const told = (other) => ({ type: "room", room: room(other) });
