/**
 * Questions that can be asked about what is shown now: from the true run, about a lane that the teacher chooses. Pure.
 *
 * @typedef {import("../../state/app_state.js").AppState} State
 * @typedef {import("../../features/predict/predict.state.js").Question} Riddle
 * @typedef {{kind: "choice"|"valve", generated: {kind: string, lane: number, reveals: number, blueprint: string, at: number, gate?: string, choices?: readonly string[], pin?: object|null}, choices: {id: string, text: null}[], about: import("../../features/classroom/documents.js").About,
 *   truth: string|number, tolerance: number|null, text: null, sentence: null}} Proposal as the server takes it
 */

import { phaseQuestions, pinQuestions } from "../../features/predict/predictions.state.js";
import { blueprintOf } from "../../unit/blueprint.js";

/** How near to the true opening an answer has to be. */
const NEAR = 0.1;

/** @param {State} state @returns {Proposal[]} */
export function proposalsOf(state) {
  const { trace, waiting, step, phase, pins, unit } = state;
  if (!trace || waiting) return [];
  const blueprint = blueprintOf(state);
  const scene = { blueprint, trace, step, phase, pins, shown: [unit] };
  const riddles = [...phaseQuestions(scene), ...pinQuestions(scene)];
  return [...riddles.map((riddle) => ofRiddle(state, riddle)), ...valveQuestions(state)];
}

/** @param {State} state @param {Riddle} riddle @returns {Proposal} */
function ofRiddle(state, { right, ...asked }) {
  const blueprint = blueprintOf(state);
  const { phases, valves } = blueprint;
  const [step, phase] = [Math.floor(asked.reveals / phases.length), asked.reveals % phases.length];
  const op = blueprint.ops.find(({ field }) => field === asked.kind);
  const valve = valves.find(({ id, field }) => `${id}_opening` === asked.kind || op?.of.includes(String(field)));
  return {
    kind: "choice",
    text: null,
    generated: { ...asked, blueprint: state.blueprint },
    choices: asked.choices.map((id) => ({ id, text: null })),
    about: { ...runOf(state), step, phase, lane: asked.lane, ...(valve?.gate ? { gate: valve.gate } : {}) },
    truth: asked.choices[right],
    tolerance: null,
    sentence: null,
  };
}

/** One for each valve that is set now: where a class thinks that it stands. @param {State} state @returns {Proposal[]} */
function valveQuestions(state) {
  const { trace, step, phase, unit } = state;
  if (!trace) return [];
  return blueprintOf(state).valves.flatMap(({ gate, field, phase: set }) =>
    gate && field && set >= phase
      ? [
          {
            kind: /** @type {const} */ ("valve"),
            text: null,
            generated: {
              kind: "opening",
              gate,
              lane: unit,
              blueprint: state.blueprint,
              at: tickOf(state, phase),
              reveals: tickOf(state, set),
            },
            choices: [],
            about: { ...runOf(state), step, phase: set, lane: unit, gate },
            truth: trace[field][step][unit],
            tolerance: NEAR,
            sentence: null,
          },
        ]
      : [],
  );
}

/** @param {State} state @param {number} phase */
const tickOf = (state, phase) => state.step * blueprintOf(state).phases.length + phase;

/** The run, for exports. @param {State} state */
const runOf = ({ wanted, example }) => ({ model: wanted, ...(example ? { example } : {}) });
