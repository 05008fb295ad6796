/**
 * Moving through a run, step by step and phase by phase, by hand or by playing.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 *
 * @typedef {{type: "move phase", by: number}
 *   | {type: "move step", by: number}
 *   | {type: "seek", step?: number, phase?: number}
 *   | {type: "play", on: boolean}
 *   | {type: "toggle play"}
 *   | {type: "flow", on: boolean}
 *   | {type: "go on"}
 *   | {type: "stride", by: AppState["stride"]}
 *   | {type: "speed", value: number}} Move
 */

import { phasesOf, stepCount } from "./question.js";

/** @type {import("./compose.js").Cases<AppState, Move>} */
export const MOVES = {
  "move phase": (state, { by }) => movePhase(state, by),
  "move step": (state, { by }) => (stepCount(state) ? seek(state, state.step + by) : state),
  seek: (state, { step, phase }) => ({ ...seek(state, step, phase), gate: phase === undefined ? state.gate : null }),
  play: (state, { on }) => ({ ...state, playing: on }),
  "toggle play": togglePlay,
  "go on": goOn,
  stride: (state, { by }) => ({ ...state, stride: by }),
  flow: (state, { on }) => (on === state.flowing ? state : { ...state, flowing: on }),
  speed: (state, { value }) => ({ ...state, speed: value }),
};

/** The next moment of playing: the next phase, or the end of the next step. @param {AppState} state @returns {AppState} */
function goOn(state) {
  const isAtEnd = state.phase === phasesOf(state) - 1;
  const ahead = isAtEnd ? phasesOf(state) : phasesOf(state) - 1 - state.phase;
  return movePhase(state, state.stride === "step" ? ahead : 1);
}

/** Before it is known how long the run is, the moment stays. @param {AppState} state @param {number} by @returns {AppState} */
function movePhase(state, by) {
  if (!stepCount(state)) return state;
  const phases = phasesOf(state);
  const moment = state.step * phases + state.phase + by;
  const last = stepCount(state) * phases - 1;
  const clamped = Math.max(0, Math.min(last, moment));
  const step = Math.floor(clamped / phases);
  const ended = moment >= last && state.playing;
  return { ...state, step, phase: clamped % phases, gate: null, playing: state.playing && !ended };
}

/** At the very end, play starts again from the beginning. @param {AppState} state @returns {AppState} */
function togglePlay(state) {
  const steps = stepCount(state);
  const atEnd = steps > 0 && state.phase === phasesOf(state) - 1 && state.step >= steps - 1;
  return { ...(atEnd ? seek(state, 0, 0) : state), playing: !state.playing && state.trace !== null };
}

/** @param {AppState} state @param {number} [step] @param {number} [phase] */
function seek(state, step = state.step, phase = state.phase) {
  const last = Math.max(0, stepCount(state) - 1);
  const lastPhase = phasesOf(state) - 1;
  return { ...state, step: Math.max(0, Math.min(last, step)), phase: Math.max(0, Math.min(lastPhase, phase)) };
}
