/**
 * What the page asks the server, and what it may ask: derived from the state, never stored.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./cells.js").CellFault} CellFault
 * @typedef {import("../data/api.js").Question} Question
 */

import { blueprintOf } from "../unit/blueprint.js";
import { parseCells, textFaults } from "./cells.js";
import { isNarrow, lanesOf, picksLanes, rowOf } from "./lanes.js";
import { applied } from "./weights.js";

/** The cells are needed on every change of the state, but rarely change. @type {WeakMap<string[][], ReturnType<typeof parseCells>>} */
const parsed = new WeakMap();

/** @param {string[][]} cells */
function parse(cells) {
  const known = parsed.get(cells) ?? parseCells(cells);
  parsed.set(cells, known);
  return known;
}

/** @param {AppState} state */
export const readsText = (state) => state.preset?.input.kind === "text";

/** @param {AppState} state @returns {CellFault[]} what is wrong with the input as typed */
export function inputFaults(state) {
  if (!state.preset) return [];
  return readsText(state) ? textFaults(state.text, state.preset.input.alphabet ?? {}) : parse(state.cells).faults;
}

/** @param {AppState} state @returns {Question|null} null while there is nothing to ask */
export function question(state) {
  const { preset, pins, edits, emptied } = state;
  if (!preset || inputFaults(state).length || picksLanes(state)) return null;
  const asked = { preset: preset.name, blueprint: state.blueprint };
  const weights = edits.length ? { weights: applied(preset.weights, edits) } : {};
  const place = edits.length ? startOf(state) : { ...uploadOf(preset), ...givenStart(state) };
  const units = isNarrow(state) ? { units: lanesOf(state) } : {};
  const taken = emptied.length ? { emptied } : {};
  if (!readsText(state))
    return { ...asked, ...weights, ...place, ...units, ...taken, inputs: parse(state.cells).rows, pins };
  const letters = preset.input.alphabet ?? {};
  const isRows = edits.length > 0 || emptied.length > 0;
  const inputs = isRows ? { inputs: [...state.text].map((letter) => letters[letter]) } : {};
  return { ...asked, ...weights, text: state.text, ...inputs, ...taken, pins };
}

/** Which layer of which file, for an uploaded model. @param {import("../data/types.js").Preset} preset */
function uploadOf({ upload }) {
  if (!upload) return {};
  const { model, ...place } = upload;
  return { upload: place.lstm ? { ...place, lstmName: model.lstms[place.lstm].name } : place };
}

/** The initial states that a person gives to an uploaded model. @param {AppState} state */
const givenStart = ({ preset, starts }) => (preset?.upload && Object.keys(starts).length ? { start: starts } : {});

/** Where the unchanged run of an uploaded model begins: a file may contain initial states other than zero. @param {AppState} state */
function startOf(state) {
  const { preset, untouched } = state;
  if (!preset?.upload || !untouched || untouched.units) return {};
  const start = blueprintOf(state).carried.map((field) => [`${field}0`, untouched[`${field}0`]]);
  const isPlain =
    untouched.h0.length !== preset.units ||
    start.every(([, row]) => row.every((/** @type {number} */ value) => value === 0));
  return isPlain ? {} : { start: Object.fromEntries(start) };
}

/** @param {AppState} state the same run with nothing held, edited or emptied */
export const untouchedQuestion = (state) => question({ ...state, pins: [], edits: [], emptied: [] });

/** The same model with the same input, whatever the pins and weights. @param {Question} one @param {Question} other */
export const sameRun = (one, other) => runOf(one) === runOf(other);

/** @param {Question} question */
const runOf = ({ preset, text, inputs, upload, start }) =>
  JSON.stringify([preset, text ?? inputs, upload ? start : null]);

/** Whether an uploaded model waits for its input, of which nothing is known. @param {AppState} state */
export const lacksInput = ({ preset, cells, ids }) => preset?.invented === true && !cells.length && !ids.length;

/** @param {AppState} state how many steps are typed */
const typedSteps = (state) => (readsText(state) ? [...state.text].length : state.cells.length);

/** @param {AppState} state how many steps there are to look at: those of the last answer, also while something else is typed */
export const stepCount = (state) => state.trace?.h.length ?? typedSteps(state);

/** How many phases a step has. @param {{blueprint: string}} state */
export const phasesOf = (state) => blueprintOf(state).phases.length;

/** Phases since the start of the run. @param {{blueprint: string, step: number, phase: number}} state */
export const tick = (state) => state.step * phasesOf(state) + state.phase;

/** The name of a step whose input is emptied, in every language. */
export const EMPTY = "∅";

/** The label that a step's row of the input was given, if any. @param {AppState} state @param {number} step */
export function labelOf(state, step) {
  if (!state.labels.length) return "";
  const row = rowOf(state, step);
  return state.emptied.includes(row) ? EMPTY : (state.labels[row] ?? "");
}

/**
 * The name of a step: its label, the letter, or nothing.
 *
 * @param {AppState} state
 * @param {"en"|"zh"} language
 * @param {number} step
 */
export function stepLabel(state, language, step) {
  const { preset } = state;
  if (state.emptied.includes(rowOf(state, step))) return EMPTY;
  const example = preset?.examples.find(({ id }) => id === state.example);
  const label = labelOf(state, step);
  if (label) return label;
  if (preset?.upload) return preset.upload.direction === "backward" ? `x[${rowOf(state, step) + 1}]` : "";
  if (example) return example.labels[language][step] ?? "";
  return readsText(state) ? ([...state.text][step] ?? "") : "";
}
