/**
 * What teaching adds to the Lab: a question to predict, the lock on the next phase, the sheet of keys, the tour, the class. It
 * wraps the reducer, which knows nothing about it.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./reducer.js").Action} Action
 * @typedef {import("../data/types.js").Pin} Pin
 *
 * @typedef {object} Question with exactly one right choice
 * @property {string} kind
 * @property {number} lane
 * @property {number} at the tick when it is asked
 * @property {number} reveals the tick that shows the answer
 * @property {readonly string[]} choices
 * @property {number} right index into the choices
 * @property {Pin|null} pin the valve to turn for the answer
 *
 * @typedef {"formulas"|"numbers"|"timeline"|"predictions"} Part what a teacher can hide
 *
 * @typedef {object} Lesson
 * @property {boolean} sheet the sheet of keys is open
 * @property {boolean} predicting questions are asked
 * @property {boolean} tasks the tasks are open
 * @property {boolean} touring the tour is on
 * @property {boolean} present the Lab is in front of a class
 * @property {readonly Part[]} hidden
 * @property {boolean} laser
 * @property {boolean} locked the next phase waits for a prediction
 * @property {boolean} held somebody tried to go on, and the lock prevented it
 * @property {number} reached the latest tick that the lock allows
 * @property {Question|null} asked
 * @property {{choice: number|null}|null} answer choice null: skipped
 *
 * @typedef {{type: "lesson", change: Partial<Lesson>}
 *   | {type: "toggle", what: "sheet"|"laser"|"locked"}
 *   | {type: "ask", question: Question}
 *   | {type: "predict", choice: number|null}} LessonAction
 * @typedef {Action|LessonAction} AnyAction
 */

import { blueprintOf } from "../unit/blueprint.js";
import { runFields } from "./fields.js";

/** @type {readonly Part[]} */
export const PARTS = Object.freeze(["formulas", "numbers", "timeline", "predictions"]);
/** The actions that start another run, at its own first moment. */
const STARTS = new Set(["choose preset", "choose example", "restored"]);
const MOVES = new Set(["move phase", "move step", "seek"]);

/** How many phases a step has. @param {{blueprint: string}} state */
export const phasesOf = (state) => blueprintOf(state).phases.length;

/** The phase in which the effect of a pin shows. @param {{blueprint: string}} state */
export const mergeOf = (state) => blueprintOf(state).phases.findIndex(({ id }) => id === "merge");

/** Phases since the start of the run. @param {{blueprint: string, step: number, phase: number}} state */
export const tick = (state) => state.step * phasesOf(state) + state.phase;

/** The open question, if the Lab still shows its subject. @param {AppState} state */
export function openQuestion(state) {
  const { asked } = state.lesson;
  return asked && [asked.at, asked.reveals].includes(tick(state)) ? asked : null;
}

/**
 * @param {(state: AppState, action: Action) => AppState} reduce
 * @returns {(state: AppState, action: AnyAction) => AppState}
 */
export const withLesson = (reduce) => (state, action) => {
  switch (action.type) {
    case "lesson":
      return change(state, action.change);
    case "toggle":
      return change(state, { [action.what]: !state.lesson[action.what] });
    case "ask":
      return change(state, { asked: action.question, answer: null, held: false });
    case "predict":
      return predict(reduce, state, action.choice);
    default:
      return hold(reduce, state, action);
  }
};

/** @param {AppState} state @param {Partial<Lesson>} changes @returns {AppState} */
function change(state, changes) {
  const reached = changes.locked ? { reached: tick(state) } : {};
  return { ...state, lesson: { ...state.lesson, ...reached, ...changes } };
}

/**
 * Takes the answer and shows what happens: the next phase, or the run with the valve turned. Skipping goes on even without
 * an open question: about some phases nothing clear-cut can be asked.
 *
 * @param {(state: AppState, action: Action) => AppState} reduce
 * @param {AppState} state
 * @param {number|null} choice
 */
function predict(reduce, state, choice) {
  const asked = openQuestion(state);
  if (asked && state.lesson.answer) return state;
  if (choice !== null && !(asked && choice in asked.choices)) return state;
  if (asked?.pin && choice === null) return change(state, { asked: null });
  const shown = asked?.pin ? turnFor(reduce, state, asked.pin) : reduce(state, { type: "move phase", by: 1 });
  return change(shown, {
    answer: { choice },
    asked,
    held: false,
    reached: Math.max(state.lesson.reached, tick(shown)),
  });
}

/** @param {(state: AppState, action: Action) => AppState} reduce @param {AppState} state @param {Pin} pin of this step */
function turnFor(reduce, state, { gate, units, value }) {
  const turned = reduce({ ...state, scope: "step" }, { type: "turn valve", gate, units: units ?? null, value });
  return reduce({ ...turned, scope: state.scope }, { type: "seek", step: state.step, phase: mergeOf(state) });
}

/**
 * Drops questions about earlier runs; while the lock is on, no action goes beyond the latest tick.
 *
 * @param {(state: AppState, action: Action) => AppState} reduce
 * @param {AppState} state
 * @param {Action} action
 * @returns {AppState}
 */
function hold(reduce, state, action) {
  const moved = reduce(state, action);
  const isOther = runFields().some((key) => moved[key] !== state[key]);
  const next = isOther && moved.lesson.asked ? change(moved, { asked: null, answer: null }) : moved;
  if (!next.lesson.locked) return next;
  if (STARTS.has(action.type)) return change(next, { reached: tick(next), held: false });
  const { reached } = next.lesson;
  if (!MOVES.has(action.type) || tick(next) <= reached) return next;
  if (tick(state) < reached)
    return { ...next, step: Math.floor(reached / phasesOf(next)), phase: reached % phasesOf(next) };
  return change({ ...state, playing: false }, { held: true });
}
