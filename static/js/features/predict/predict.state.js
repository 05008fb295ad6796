/**
 * Predict, then look: the question that is asked, and its answer.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 * @typedef {import("../../data/types.js").Pin} Pin
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
 * @typedef {{choice: number|null}|null} Answer choice null: skipped
 * @typedef {{asked: Question|null, answer: Answer}} PredictState
 * @typedef {AppState & PredictState} State
 * @typedef {{type: "ask", question: Question} | {type: "predict", choice: number|null}} PredictAction
 * @typedef {(state: State, action: Action) => State} Reduce
 */

import { tick } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";

/** @type {import("../../state/table.js").Fields<State, PredictState>} */
const fields = { asked: { initial: null }, answer: { initial: null } };

export const PREDICT_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  wrap: (/** @type {Reduce} */ reduce, { runFields }) => {
    const run = /** @type {(keyof AppState)[]} */ (runFields());
    return (/** @type {State} */ state, /** @type {Action|PredictAction} */ action) => {
      if (action.type === "ask") return { ...state, asked: action.question, answer: null };
      if (action.type === "predict") return predict(reduce, state, action.choice);
      const next = reduce(state, action);
      const isOther = next.asked !== null && run.some((key) => next[key] !== state[key]);
      return isOther ? { ...next, asked: null, answer: null } : next;
    };
  },
});

/** @type {import("../../view/panels/keys.js").KeyGroup<State, PredictAction>} */
export const PREDICT_KEYS = {
  name: "question",
  when: ({ asked, answer }) => asked !== null && answer === null,
  keys: [
    {
      id: "predict.choose",
      says: "predict.choose.keys",
      keys: ["1", "2", "3", "4"],
      action: (choice) => ({ type: "predict", choice }),
    },
    {
      id: "predict.skip",
      says: "predict.skip.keys",
      keys: ["0"],
      action: () => ({ type: "predict", choice: null }),
    },
  ],
};

/** The question that is asked, if the Lab still shows its subject. @param {State} state */
export function openQuestion(state) {
  const { asked } = state;
  return asked && [asked.at, asked.reveals].includes(tick(state)) ? asked : null;
}

/** Whether a choice is awaited. @param {State} state */
export const isAsking = (state) => openQuestion(state) !== null && state.answer === null;

/**
 * Takes the answer and shows what happens: the next phase, or the run with the valve turned. Skipping goes on even without
 * an open question: about some phases nothing clear-cut can be asked.
 *
 * @param {Reduce} reduce
 * @param {State} state
 * @param {number|null} choice
 * @returns {State}
 */
function predict(reduce, state, choice) {
  const asked = openQuestion(state);
  if (asked && state.answer) return state;
  if (choice !== null && !(asked && choice in asked.choices)) return state;
  if (asked?.pin && choice === null) return { ...state, asked: null };
  const shown = asked?.pin ? turnFor(reduce, state, asked.pin) : reduce(state, { type: "move phase", by: 1 });
  return { ...shown, asked, answer: { choice } };
}

/** @param {Reduce} reduce @param {State} state @param {Pin} pin of this step */
function turnFor(reduce, state, { gate, units, value }) {
  const turned = reduce({ ...state, scope: "step" }, { type: "turn valve", gate, units: units ?? null, value });
  return reduce({ ...turned, scope: state.scope }, { type: "seek", step: state.step, phase: mergeOf(state) });
}

/** The phase in which the effect of a pin shows. @param {State} state */
const mergeOf = (state) => blueprintOf(state).phases.findIndex(({ id }) => id === "merge");
