/**
 * One pure function from a state and an action to the next state.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Preset} Preset
 * @typedef {import("../data/types.js").PresetSummary} PresetSummary
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../data/types.js").Problem} Problem
 * @typedef {import("../data/types.js").GateName} GateName
 * @typedef {import("../data/types.js").GateLetter} GateLetter
 *
 * @typedef {{type: "presets listed", presets: PresetSummary[]}
 *   | {type: "preset opened", preset: Preset}
 *   | {type: "choose preset", name: string}
 *   | {type: "choose example", id: string}
 *   | {type: "edit cells", cells: string[][]}
 *   | {type: "load input", cells: string[][], names: readonly string[]}
 *   | {type: "edit text", text: string}
 *   | {type: "move phase", by: number}
 *   | {type: "move step", by: number}
 *   | {type: "seek", step: number, phase?: number}
 *   | {type: "play", on: boolean}
 *   | {type: "toggle play"}
 *   | {type: "speed", value: number}
 *   | {type: "turn valve", gate: GateName, units: readonly number[]|null, value: number}
 *   | {type: "release valve", gate: GateName, unit: number|null}
 *   | {type: "remove pin", index: number}
 *   | {type: "remove all pins"}
 *   | {type: "edit weight", gate: GateLetter, part: import("./weights.js").Part, at: readonly number[], value: number}
 *   | {type: "edit bias", gate: GateLetter, units: readonly number[]|null, value: number}
 *   | {type: "reset weights"}
 *   | {type: "set pins", pins: readonly import("../data/types.js").Pin[]}
 *   | {type: "view", view: import("./app_state.js").View}
 *   | {type: "spotlight", id: string|null}
 *   | {type: "backward", on: boolean}
 *   | {type: "choose output", output: import("./app_state.js").ChosenOutput}
 *   | {type: "gradients", gradients: import("../data/types.js").Gradients}
 *   | {type: "undo"}
 *   | {type: "redo"}
 *   | {type: "scope", scope: import("./pins.js").Scope}
 *   | {type: "show units", units: readonly number[]}
 *   | {type: "look at unit", unit: number}
 *   | {type: "look at gate", gate: GateLetter|null}
 *   | {type: "asked"}
 *   | {type: "traced", trace: Trace, pinned?: boolean}
 *   | {type: "untouched traced", trace: Trace}
 *   | {type: "failed", problem: Problem}
 *   | {type: "retry"}
 *   | {type: "restored", place: Partial<AppState>}
 *   | {type: "limit", on: boolean}} Action
 */

import { uploadPlace } from "../data/model_names.js";
import { blueprintNamed, blueprintOf, FIRST_BLUEPRINT } from "../unit/blueprint.js";
import { MOST_LANES } from "./app_state.js";
import { toCells } from "./cells.js";
import { liveliest } from "./flow.js";
import { isEditable, isNarrow, named, sameUnits } from "./lanes.js";
import { release, span, turn } from "./pins.js";
import { inputFaults, phasesOf, stepCount } from "./question.js";
import { fitting, withEdit } from "./weights.js";

/** @param {AppState} state @param {Action} action @returns {AppState} */
export function reduce(state, action) {
  switch (action.type) {
    case "presets listed":
      return { ...state, presets: action.presets };
    case "preset opened":
      return openPreset(state, action.preset);
    case "choose preset":
      return {
        ...state,
        wanted: action.name,
        preset: null,
        ...(isSameFile(action.name, state.wanted) ? {} : { example: null, cells: [], names: [], text: "" }),
        pins: [],
        edits: [],
        trace: null,
        ...fresh(),
        step: 0,
        phase: 0,
        unit: 0,
        problem: null,
        waiting: true,
      };
    case "choose example":
      return { ...loadExample(state, action.id), ...fresh(state), pins: [], step: 0, phase: 0 };
    case "edit cells":
      return { ...state, ...fresh(state), cells: action.cells, example: null };
    case "load input": {
      const { cells, names } = action;
      return named({
        ...state,
        cells,
        names,
        example: null,
        text: "",
        untouched: null,
        gradients: null,
        playing: false,
      });
    }
    case "edit text":
      return { ...state, ...fresh(state), text: action.text, example: null };
    case "move phase":
      return movePhase(state, action.by);
    case "move step":
      return seek(state, state.step + action.by);
    case "seek":
      return { ...seek(state, action.step, action.phase), gate: action.phase === undefined ? state.gate : null };
    case "play":
      return { ...state, playing: action.on };
    case "toggle play":
      return togglePlay(state);
    case "speed":
      return { ...state, speed: action.value };
    case "turn valve": {
      const units = action.units ? { units: [...action.units] } : {};
      const pin = { gate: action.gate, value: action.value, ...units, ...span(state.scope, state.step) };
      return { ...state, pins: turn(state.pins, pin) };
    }
    case "release valve":
      return { ...state, pins: release(state.pins, action.gate, action.unit, state.step) };
    case "remove pin":
      return { ...state, pins: state.pins.filter((_, index) => index !== action.index) };
    case "remove all pins":
      return { ...state, pins: [] };
    case "set pins":
      return { ...state, pins: action.pins };
    case "edit weight": {
      const { gate, part, at, value } = action;
      return state.preset
        ? { ...state, edits: withEdit(state.preset.weights, state.edits, { gate, part, at, value }) }
        : state;
    }
    case "edit bias":
      return editBias(state, action);
    case "reset weights":
      return { ...state, edits: [] };
    case "view":
      return { ...state, view: action.view };
    case "spotlight":
      return { ...state, spotlight: action.id };
    case "backward":
      return { ...state, backward: action.on };
    case "choose output":
      return { ...state, output: action.output };
    case "gradients":
      return { ...state, gradients: action.gradients };
    case "undo":
    case "redo": // history.js gives these their meaning
    case "limit": // and limit.js this
      return state;
    case "scope":
      return { ...state, scope: action.scope };
    case "show units":
      return showUnits(state, action.units);
    case "look at unit":
      return { ...state, unit: action.unit };
    case "look at gate":
      return { ...state, gate: action.gate };
    case "asked":
      return { ...state, waiting: true };
    case "traced":
      return { ...take(state, action.trace), untouched: action.pinned ? kept(state, action.trace) : action.trace };
    case "untouched traced":
      return sameUnits(action.trace, state.trace) ? { ...state, untouched: action.trace } : state;
    case "failed":
      return { ...state, waiting: false, playing: false, problem: action.problem };
    case "retry":
      return { ...state, waiting: !inputFaults(state).length, problem: null, attempt: state.attempt + 1 };
    case "restored":
      return restore(state, action.place);
  }
}

/** Chooses the lanes of a new run anew, unless that would need another question. @param {AppState} [state] */
const fresh = (state) => ({
  untouched: null,
  gradients: null,
  playing: false,
  ...(state && isNarrow(state) ? {} : { shown: [], lanes: null, chosen: false }),
});

/** Two layers of one file share their input. @param {string} a @param {string} b */
const isSameFile = (a, b) => uploadPlace(a) !== null && uploadPlace(a)?.id === uploadPlace(b)?.id;

/** The run to compare with, as long as it has the same units. @param {AppState} state @param {Trace} trace */
const kept = ({ untouched }, trace) => (sameUnits(untouched, trace) ? untouched : null);

/** @param {AppState} before @param {Preset} preset @returns {AppState} */
function openPreset(before, preset) {
  const state = ofUnit(before, preset.unit ?? FIRST_BLUEPRINT);
  const shown = state.shown.filter((unit) => unit < preset.units);
  const edits = isEditable(preset) ? fitting(preset.weights, state.edits) : [];
  const opened = named({ ...state, preset, shown, wanted: preset.name, edits });
  const known = preset.examples.some(({ id }) => id === state.example);
  const isKept = !preset.upload || (!known && state.cells[0]?.length === preset.inputs);
  const typed = isKept && (state.cells.length > 0 || state.text !== "");
  const filled = typed
    ? { ...opened, example: null }
    : loadExample(opened, known ? String(state.example) : preset.examples[0].id);
  return { ...filled, waiting: !inputFaults(filled).length };
}

/**
 * Transfers phases, gates and parts in the state to another unit, and drops what that unit does not have.
 *
 * @param {AppState} state
 * @param {string} name of its blueprint
 * @returns {AppState}
 */
function ofUnit(state, name) {
  const next = blueprintNamed(name);
  const { id } = blueprintOf(state).phases[state.phase];
  return {
    ...state,
    blueprint: name,
    phase: Math.max(
      0,
      next.phases.findIndex((phase) => phase.id === id),
    ),
    pins: state.pins.every(({ gate }) => gate in next.gates)
      ? state.pins
      : state.pins.filter(({ gate }) => gate in next.gates),
    gate: next.nets.some(({ letter }) => letter === state.gate) ? state.gate : null,
    spotlight: next.spotlights.some((light) => light.id === state.spotlight) ? state.spotlight : null,
  };
}

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

/**
 * @param {AppState} state
 * @param {{gate: GateLetter, units: readonly number[]|null, value: number}} change null: every unit
 * @returns {AppState}
 */
function editBias(state, { gate, units, value }) {
  const { preset } = state;
  if (!preset) return state;
  const every = units ?? preset.unit_names.map((_, unit) => unit);
  const edits = every.reduce(
    (list, unit) => withEdit(preset.weights, list, { gate, part: "b", at: [unit], value }),
    state.edits,
  );
  return { ...state, edits };
}

/** @param {AppState} state @param {string} id @returns {AppState} */
function loadExample(state, id) {
  const example = state.preset?.examples.find((candidate) => candidate.id === id);
  if (!example) return state;
  return { ...state, example: id, text: example.text ?? "", cells: toCells(example.inputs) };
}

/** @param {AppState} state @param {number} by */
function movePhase(state, by) {
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
  const atEnd = state.phase === phasesOf(state) - 1 && state.step >= stepCount(state) - 1;
  return { ...(atEnd ? seek(state, 0, 0) : state), playing: !state.playing && state.trace !== null };
}

/** @param {AppState} state @param {number} step @param {number} [phase] */
function seek(state, step, phase = state.phase) {
  const last = Math.max(0, stepCount(state) - 1);
  const lastPhase = phasesOf(state) - 1;
  return { ...state, step: Math.max(0, Math.min(last, step)), phase: Math.max(0, Math.min(lastPhase, phase)) };
}

/** @param {AppState} state @param {readonly number[]} units */
function showUnits(state, units) {
  const shown = [...units].sort((a, b) => a - b).slice(0, MOST_LANES);
  if (shown.length && state.trace && isNarrow(state)) return { ...state, lanes: shown, chosen: true };
  return shown.length
    ? { ...state, shown, chosen: true, unit: shown.includes(state.unit) ? state.unit : shown[0] }
    : state;
}

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
