/**
 * What a run gets from outside: answers of the server, failures and new attempts, and an address that has become another.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Trace} Trace
 *
 * @typedef {{type: "presets listed", presets: import("../data/types.js").PresetTitle[]}
 *   | {type: "preset opened", preset: import("../data/types.js").Preset}
 *   | {type: "asked"}
 *   | {type: "traced", trace: Trace, pinned?: boolean}
 *   | {type: "untouched traced", trace: Trace}
 *   | {type: "gradients", gradients: import("../data/types.js").Gradients}
 *   | {type: "tinted", tinted: AppState["tinted"]}
 *   | {type: "failed", problem: import("../data/types.js").Problem}
 *   | {type: "retry"}
 *   | {type: "restored", place: Partial<AppState>}} Answer
 */

import { blueprintOf } from "../unit/blueprint.js";
import { MOST_LANES } from "./choices.js";
import { liveliest } from "./flow.js";
import { sameUnits } from "./lanes.js";
import { fresh, openPreset } from "./opening.js";
import { inputFaults } from "./question.js";

/** @type {import("./compose.js").Cases<AppState, Answer>} */
export const ANSWERS = {
  "presets listed": (state, { presets }) => ({ ...state, presets }),
  "preset opened": (state, { preset }) => openPreset(state, preset),
  asked: (state) => ({ ...state, waiting: true }),
  traced: (state, { trace, pinned }) => ({
    ...take(state, trace),
    ...(pinned ? { untouched: kept(state, trace) } : { untouched: trace, measured: null }),
  }),
  "untouched traced": (state, { trace }) => (sameUnits(trace, state.trace) ? { ...state, untouched: trace } : state),
  gradients: (state, { gradients }) => ({ ...state, gradients }),
  tinted: (state, { tinted }) => ({ ...state, tinted }),
  failed: (state, { problem }) => ({ ...state, waiting: false, playing: false, problem }),
  retry: (state) => ({ ...state, waiting: !inputFaults(state).length, problem: null, attempt: state.attempt + 1 }),
  restored: (state, { place }) => restore(state, place),
};

/** @param {AppState} state @param {Trace} trace @returns {AppState} */
function take(state, trace) {
  const lanes = trace.units && String(trace.units) !== String(state.lanes) ? state.lanes : null;
  const known = state.shown.filter((unit) => unit < trace[blueprintOf(state).memory.start].length);
  const isKnown = known.length > 0 && known.length === state.shown.length;
  const shown =
    trace.units ?? (isKnown ? state.shown : known.length ? known : liveliest(blueprintOf(state), trace, MOST_LANES));
  const unit = shown.includes(state.unit) ? state.unit : shown[0];
  const step = Math.min(state.step, trace[blueprintOf(state).memory.now].length - 1);
  return { ...state, trace, shown, lanes, unit, step, waiting: false, problem: null };
}

/** The run to compare with, as long as it has the same units. @param {AppState} state @param {Trace} trace */
const kept = ({ untouched }, trace) => (sameUnits(untouched, trace) ? untouched : null);

/** @param {AppState} state @param {Partial<AppState>} place @returns {AppState} */
function restore(state, place) {
  const preset = state.preset?.name === place.wanted ? state.preset : null;
  const moved = {
    ...state,
    ...fresh(),
    ...place,
    preset,
    trace: null,
    waiting: true,
    problem: null,
    attempt: state.attempt + 1,
  };
  return preset ? openPreset(moved, preset) : moved;
}
