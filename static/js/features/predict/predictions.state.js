/**
 * Questions about what comes next, with the answer out of the true trace. A question is asked only where its answer is
 * clear-cut: a value in between two choices is asked about by nobody.
 *
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../data/types.js").GateName} GateName
 * @typedef {import("../../state/lesson.js").Question} Question
 * @typedef {{trace: Trace, step: number, phase: number, pins: readonly Pin[], shown: readonly number[]}} Scene
 * @typedef {(trace: Trace, step: number, lane: number) => string|null} Judge the right choice; null: it is not clear-cut
 */

import { MERGE, tick } from "../../state/lesson.js";
import { holder } from "../../state/pins.js";
import { PHASES } from "../../unit/phases.js";

/** From where on something counts as what a choice calls it. Between them nothing is asked. */
export const LIMITS = Object.freeze({
  shut: 0.1,
  half: Object.freeze([0.3, 0.7]),
  open: 0.9,
  nothing: 0.02,
  something: 0.1,
  same: 0.02,
  change: 0.1,
  turned: 0.5,
});

/** @type {Readonly<Record<string, readonly string[]>>} */
export const CHOICES = Object.freeze({
  forget_opening: ["shut", "half", "open"],
  write_opening: ["shut", "half", "open"],
  output_opening: ["shut", "half", "open"],
  kept: ["none", "part", "all"],
  added: ["none", "part", "all"],
  mix: ["nothing", "only_old", "only_new", "both"],
  change: ["grows", "shrinks", "turns", "stays"],
  leaves: ["positive", "negative", "nothing"],
  pin: ["nothing", "only_old", "only_new", "both"],
});

/** @param {number} opening @param {readonly string[]} names of shut, half, open */
export function judgeOpening(opening, [shut, half, open] = CHOICES.forget_opening) {
  if (opening <= LIMITS.shut) return shut;
  if (opening >= LIMITS.open) return open;
  return opening >= LIMITS.half[0] && opening <= LIMITS.half[1] ? half : null;
}

/** @param {number} value @returns {boolean|null} whether there is something; null: too little to say */
function isThere(value) {
  const size = Math.abs(value);
  return size <= LIMITS.nothing ? false : size >= LIMITS.something ? true : null;
}

/** @param {number} opening @param {number} water what comes to the valve */
const judgePassage = (opening, water) => (isThere(water) ? judgeOpening(opening, CHOICES.kept) : null);

/** @param {number} kept @param {number} added */
export function judgeMix(kept, added) {
  const [old, fresh] = [isThere(kept), isThere(added)];
  if (old === null || fresh === null) return null;
  if (old && fresh) return isThere(kept + added) ? "both" : null; // two that cancel look like nothing
  return old ? "only_old" : fresh ? "only_new" : "nothing";
}

/** @param {number} before @param {number} after */
export function judgeChange(before, after) {
  if (Math.abs(after - before) <= LIMITS.same) return "stays";
  if (before * after < 0) return isThere(before) && isThere(after) ? "turns" : null;
  const growth = Math.abs(after) - Math.abs(before);
  if (Math.abs(growth) < LIMITS.change * Math.max(1, Math.abs(before))) return null;
  return growth > 0 ? "grows" : "shrinks";
}

/** @param {number} value */
function judgeSign(value) {
  const there = isThere(value);
  return there === null ? null : !there ? "nothing" : value > 0 ? "positive" : "negative";
}

/** What can be asked about a phase, by its id. @type {Readonly<Record<string, readonly {kind: string, gate?: GateName, judge: Judge}[]>>} */
const ABOUT = Object.freeze({
  signals: [
    { kind: "forget_opening", gate: "forget", judge: ({ f }, step, lane) => judgeOpening(f[step][lane]) },
    { kind: "write_opening", gate: "input", judge: ({ i }, step, lane) => judgeOpening(i[step][lane]) },
  ],
  forget: [{ kind: "kept", judge: ({ f, C_prev }, step, lane) => judgePassage(f[step][lane], C_prev[step][lane]) }],
  write: [{ kind: "added", judge: ({ i, g }, step, lane) => judgePassage(i[step][lane], g[step][lane]) }],
  merge: [
    { kind: "mix", judge: ({ kept, added }, step, lane) => judgeMix(kept[step][lane], added[step][lane]) },
    { kind: "change", judge: ({ C_prev, C }, step, lane) => judgeChange(C_prev[step][lane], C[step][lane]) },
  ],
  output_valve: [{ kind: "output_opening", gate: "output", judge: ({ o }, step, lane) => judgeOpening(o[step][lane]) }],
  output: [{ kind: "leaves", judge: ({ h }, step, lane) => judgeSign(h[step][lane]) }],
});

/** @param {Scene} scene @returns {Question[]} all that can be asked about the next phase; none at the very end */
export function phaseQuestions({ trace, step, phase, pins, shown }) {
  const at = tick({ step, phase });
  const next = { step: Math.floor((at + 1) / PHASES.length), phase: (at + 1) % PHASES.length };
  if (next.step >= trace.C.length) return [];
  return ABOUT[PHASES[next.phase].id].flatMap(({ kind, gate, judge }) =>
    shown.flatMap((lane) => {
      if (gate && holder(pins, gate, lane, next.step) >= 0) return []; // what is pinned is no riddle
      const answer = judge(trace, next.step, lane);
      return answer ? [ask(kind, lane, answer, { at, reveals: at + 1, pin: null })] : [];
    }),
  );
}

/** The four ways to turn a valve of which the outcome at this step is known: the other terms of the sum stay. */
const TURNS = /** @type {const} */ ([
  ["forget", 0],
  ["input", 0],
  ["forget", 1],
  ["input", 1],
]);

/** @param {Scene} scene @returns {Question[]} what the memory is made of if a valve is turned at this step */
export function pinQuestions({ trace, step, phase, shown }) {
  const at = tick({ step, phase });
  return TURNS.flatMap(([gate, value]) =>
    shown.flatMap((lane) => {
      const forget = gate === "forget";
      const opening = (forget ? trace.f : trace.i)[step][lane];
      if (Math.abs(opening - value) < LIMITS.turned) return [];
      const kept = forget ? value * trace.C_prev[step][lane] : trace.kept[step][lane];
      const added = forget ? trace.added[step][lane] : value * trace.g[step][lane];
      const answer = judgeMix(kept, added);
      const pin = { gate, value, units: [lane], from: step, to: step };
      return answer ? [ask("pin", lane, answer, { at, reveals: step * PHASES.length + MERGE, pin })] : [];
    }),
  );
}

/**
 * One of the questions, another at another moment, the same at the same.
 *
 * @param {readonly Question[]} questions
 * @param {number} turn
 * @returns {Question|null}
 */
export const pick = (questions, turn) => questions[(turn * 7) % Math.max(1, questions.length)] ?? null;

/** @param {string} kind @param {number} lane @param {string} answer @param {Pick<Question, "at"|"reveals"|"pin">} place @returns {Question} */
const ask = (kind, lane, answer, place) => ({
  kind,
  lane,
  choices: CHOICES[kind],
  right: CHOICES[kind].indexOf(answer),
  ...place,
});
