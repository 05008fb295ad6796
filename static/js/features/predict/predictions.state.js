/**
 * Questions about what comes next, answered from the true trace. A question is asked only if its answer is clear-cut: there are no
 * questions about values between two choices.
 *
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../unit/blueprint.js").Op} Op
 * @typedef {import("./predict.state.js").Question} Question
 * @typedef {{blueprint: Blueprint, trace: Trace, step: number, phase: number, pins: readonly Pin[], shown: readonly number[]}} Scene
 * @typedef {(trace: Trace, step: number, lane: number) => string|null} Judge the right choice; null if it is not clear-cut
 */

import { holder } from "../../state/pins.js";

/** The thresholds from which a value counts as what a choice calls it. Nothing is asked about values between them. */
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

/** The choices of each kind of question. @type {Readonly<Record<string, readonly string[]>>} */
export const CHOICES = Object.freeze({
  opening: ["shut", "half", "open"],
  passage: ["none", "part", "all"],
  mix: ["nothing", "only_old", "only_new", "both"],
  change: ["grows", "shrinks", "turns", "stays"],
  leaves: ["positive", "negative", "nothing"],
});

/** Whether a valve is shut, half open or open; null if it is not clear-cut. @param {number} opening @param {readonly string[]} names of shut, half, open */
export function judgeOpening(opening, [shut, half, open] = CHOICES.opening) {
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
const judgePassage = (opening, water) => (isThere(water) ? judgeOpening(opening, CHOICES.passage) : null);

/** What a new memory consists of; null if it is not clear-cut. @param {number} kept @param {number} added */
export function judgeMix(kept, added) {
  const [old, fresh] = [isThere(kept), isThere(added)];
  if (old === null || fresh === null) return null;
  if (old && fresh) return isThere(kept + added) ? "both" : null; // two that cancel out look like nothing
  return old ? "only_old" : fresh ? "only_new" : "nothing";
}

/** What becomes of a memory in a step; null if it is not clear-cut. @param {number} before @param {number} after */
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

/**
 * What can be asked about a phase: how far the valves that it sets will open, and what its operations will do.
 *
 * @param {Blueprint} blueprint
 * @param {number} phase
 * @returns {{kind: string, choices: readonly string[], gate?: string, judge: Judge}[]}
 */
function aspectsOf(blueprint, phase) {
  const openings = blueprint.valves.flatMap(({ id, gate, field, phase: set }) =>
    gate && set === phase
      ? [
          {
            kind: `${id}_opening`,
            choices: CHOICES.opening,
            gate,
            judge: judging((opening) => judgeOpening(opening), [String(field)]),
          },
        ]
      : [],
  );
  return [...openings, ...blueprint.ops.filter((op) => op.phase === phase).flatMap((op) => aspectsOfOp(blueprint, op))];
}

/** @param {Blueprint} blueprint @param {Op} op */
function aspectsOfOp(blueprint, { field, does, of }) {
  const { memory, carried } = blueprint;
  if (field === memory.now && does === "plus")
    return [
      { kind: "mix", choices: CHOICES.mix, judge: judging(judgeMix, of) },
      { kind: "change", choices: CHOICES.change, judge: judging(judgeChange, [memory.before, memory.now]) },
    ];
  if (carried.includes(field)) return [{ kind: "leaves", choices: CHOICES.leaves, judge: judging(judgeSign, [field]) }];
  if (does !== "times") return [];
  return [{ kind: field, choices: CHOICES.passage, judge: judging(judgePassage, of) }];
}

/** A judge of some fields' values at a place. @param {(...values: number[]) => string|null} judge @param {readonly string[]} fields @returns {Judge} */
const judging = (judge, fields) => (trace, step, lane) => judge(...fields.map((field) => trace[field][step][lane]));

/** The questions about the next phase. @param {Scene} scene @returns {Question[]} all that can be asked about the next phase; none at the very end */
export function phaseQuestions({ blueprint, trace, step, phase, pins, shown }) {
  const phases = blueprint.phases.length;
  const at = step * phases + phase;
  const next = { step: Math.floor((at + 1) / phases), phase: (at + 1) % phases };
  if (next.step >= trace.h.length) return [];
  return aspectsOf(blueprint, next.phase).flatMap(({ kind, choices, gate, judge }) =>
    shown.flatMap((lane) => {
      if (gate && holder(pins, gate, lane, next.step) >= 0) return []; // a pinned value is no riddle
      const answer = judge(trace, next.step, lane);
      return answer ? [ask(kind, lane, choices, answer, { at, reveals: at + 1, pin: null })] : [];
    }),
  );
}

/** The questions about turning a valve by hand. @param {Scene} scene @returns {Question[]} what the memory is made of if a valve is shut or opened wide at this step */
export function pinQuestions({ blueprint, trace, step, phase, shown }) {
  const { phases, memory, ops } = blueprint;
  const merge = ops.find(({ field, does }) => field === memory.now && does === "plus");
  if (!merge) return [];
  const streams = merge.of.map((field) => /** @type {Op} */ (ops.find((op) => op.field === field)));
  const places = { at: step * phases.length + phase, reveals: step * phases.length + merge.phase };
  const turns = [0, 1].flatMap((value) => turnersOf(blueprint, streams).map((gate) => ({ gate, value })));
  return turns.flatMap(({ gate, value }) =>
    shown.flatMap((lane) => {
      const letter = blueprint.gates[gate];
      if (Math.abs(trace[letter][step][lane] - value) < LIMITS.turned) return [];
      const [kept, added] = streams.map(({ field, of: [opening, water] }) => {
        const turned = opening === letter ? value : isRestOf(blueprint, opening, letter) ? 1 - value : null;
        return turned === null ? trace[field][step][lane] : turned ? trace[water][step][lane] : 0;
      });
      const answer = judgeMix(kept, added);
      const pin = { gate, value, units: [lane], from: step, to: step };
      return answer ? [ask("pin", lane, CHOICES.mix, answer, { ...places, pin })] : [];
    }),
  );
}

/** The gates whose valves the streams of a sum pass through. @param {Blueprint} blueprint @param {readonly Op[]} streams */
function turnersOf(blueprint, streams) {
  const gates = Object.entries(blueprint.gates);
  return gates.flatMap(([gate, letter]) => (streams.some(({ of }) => of[0] === letter) ? [gate] : []));
}

/** Whether an opening is 1 minus another one. @param {Blueprint} blueprint @param {string} opening @param {string} letter */
const isRestOf = ({ ops }, opening, letter) =>
  ops.some(({ field, does, of }) => field === opening && does === "rest" && of[0] === letter);

/**
 * Picks one of the questions: always the same at the same moment, another one at another moment.
 *
 * @param {readonly Question[]} questions
 * @param {number} turn
 * @returns {Question|null}
 */
export const pick = (questions, turn) => questions[(turn * 7) % Math.max(1, questions.length)] ?? null;

/**
 * @param {string} kind
 * @param {number} lane
 * @param {readonly string[]} choices
 * @param {string} answer
 * @param {Pick<Question, "at"|"reveals"|"pin">} place
 * @returns {Question}
 */
const ask = (kind, lane, choices, answer, place) => ({ kind, lane, choices, right: choices.indexOf(answer), ...place });
