/**
 * What a person opens: a model, and an input for it.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Preset} Preset
 *
 * @typedef {{type: "choose preset", name: string}
 *   | {type: "choose example", id: string}
 *   | {type: "edit cells", cells: string[][], names?: readonly string[]}
 *   | {type: "load input", cells: string[][], names: readonly string[], labels?: readonly string[], ids?: readonly number[],
 *   embedding?: string}
 *   | {type: "set starts", starts: Readonly<Record<string, number[][]>>}
 *   | {type: "edit text", text: string}} Opening
 */

import { uploadPlace } from "../data/model_names.js";
import { blueprintNamed, blueprintOf, FIRST_BLUEPRINT } from "../unit/blueprint.js";
import { readable, toCells } from "./cells.js";
import { isEditable, isNarrow, named } from "./lanes.js";
import { inputFaults } from "./question.js";
import { fitting } from "./weights.js";

const NO_INPUT = Object.freeze({ example: null, cells: [], names: [], labels: [], ids: [], embedding: "" });

/** @type {import("./compose.js").Cases<AppState, Opening>} */
export const OPENING = {
  "choose preset": (state, { name }) => ({
    ...state,
    wanted: name,
    preset: null,
    ...(isSameFile(name, state.wanted) ? {} : { ...NO_INPUT, starts: {}, text: "" }),
    pins: [],
    edits: [],
    trace: null,
    ...fresh(),
    step: 0,
    phase: 0,
    unit: 0,
    problem: null,
    waiting: true,
  }),
  "choose example": (state, { id }) => ({ ...loadExample(state, id), ...fresh(state), pins: [], step: 0, phase: 0 }),
  "edit cells": (state, { cells, names = state.names }) =>
    awaiting(
      named({
        ...state,
        ...fresh(state),
        cells,
        names,
        ids: [],
        embedding: "",
        labels: cells.length === state.labels.length ? state.labels : [],
        example: null,
      }),
    ),
  "set starts": (state, { starts }) => ({ ...state, ...fresh(state), starts }),
  "load input": (state, { cells, names, labels = [], ids = [], embedding = "" }) =>
    named({
      ...state,
      cells,
      names,
      labels,
      ids,
      embedding,
      example: null,
      trace: cells.length ? state.trace : null,
      text: "",
      emptied: [],
      untouched: null,
      measured: null,
      gradients: null,
      playing: false,
    }),
  "edit text": (state, { text }) =>
    awaiting({
      ...state,
      ...fresh(state),
      text: readable(text, state.preset?.input.alphabet ?? {}),
      example: null,
    }),
};

/** Chooses the lanes of a new run anew, unless that would need another question; none of its steps is emptied. @param {AppState} [state] */
export const fresh = (state) => ({
  emptied: [],
  untouched: null,
  measured: null,
  gradients: null,
  playing: false,
  ...(state && isNarrow(state) ? {} : { shown: [], lanes: null, chosen: false }),
});

/** Of an input that cannot be read, no answer is awaited. @param {AppState} state @returns {AppState} */
const awaiting = (state) => (inputFaults(state).length ? { ...state, waiting: false } : state);

/** Two layers of one file share their input. @param {string} a @param {string} b */
const isSameFile = (a, b) => uploadPlace(a) !== null && uploadPlace(a)?.id === uploadPlace(b)?.id;

/** @param {AppState} before @param {Preset} preset @returns {AppState} */
export function openPreset(before, preset) {
  const state = ofUnit(before, preset.unit ?? FIRST_BLUEPRINT);
  const shown = state.shown.filter((unit) => unit < preset.units);
  const edits = isEditable(preset) ? fitting(preset.weights, state.edits) : [];
  const opened = named({ ...state, preset, shown, wanted: preset.name, edits });
  const known = preset.examples.some(({ id }) => id === state.example);
  const isKept = !preset.upload || (!known && state.cells[0]?.length === preset.inputs);
  const typed = isKept && (state.cells.length > 0 || state.text !== "");
  const filled = typed
    ? { ...opened, example: null }
    : preset.invented && !known
      ? { ...opened, example: null, cells: [], ...(state.cells.length ? NO_INPUT : {}) }
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
    built: state.built?.filter((name) => next.assemblies.some(({ id }) => id === name)) ?? null,
    spotlight: next.spotlights.some((light) => light.id === state.spotlight) ? state.spotlight : null,
  };
}

/** @param {AppState} state @param {string} id @returns {AppState} */
function loadExample(state, id) {
  const example = state.preset?.examples.find((candidate) => candidate.id === id);
  if (!example) return state;
  const text = example.text ?? "";
  return { ...state, example: id, text, cells: toCells(example.inputs), labels: [], ids: [], embedding: "" };
}
