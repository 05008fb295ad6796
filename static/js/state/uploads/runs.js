/**
 * Runs of an uploaded model: asked for the units shown, answered in the Lab's order. A backward layer reads the last input first.
 * The Lab shows a run in the order in which it happens, whereas the wire counts steps as the inputs do; these functions convert
 * one into the other.
 *
 * @typedef {import("../../data/api.js").Question} Question
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../data/types.js").Gradients} Gradients
 * @typedef {import("../../data/types.js").Rows} Rows
 * @typedef {import("../../data/types.js").Terms} Terms
 * @typedef {Question & {upload: NonNullable<Question["upload"]>, inputs: number[][]}} UploadQuestion
 */

import { emptiedInputs } from "../../data/emptied.js";

/** The run of the whole model, with every layer and unit. @param {UploadQuestion} question */
export const wholeRequest = ({ upload, inputs, pins, emptied, start }) => ({
  model: { id: upload.id, ...(upload.lstmName ? { lstms: [upload.lstmName] } : {}) },
  inputs: emptiedInputs({ inputs, emptied }),
  pins: pins.map((pin) => wirePin(pin, upload, inputs.length)),
  ...start,
  digits: null,
});

/** The layer shown, and of it the units shown. @param {UploadQuestion} question */
export const layerRequest = ({ units, ...question }) => ({
  ...wholeRequest(question),
  layer: question.upload.layer,
  direction: question.upload.direction,
  ...(units ? { units } : {}),
});

/**
 * @param {Pin} pin
 * @param {UploadQuestion["upload"]} own
 * @param {number} steps
 */
function wirePin({ from, to, ...pin }, { layer, direction }, steps) {
  const span = direction === "backward" ? { from: turned(to, steps), to: turned(from, steps) } : { from, to };
  return { ...pin, ...span, layer, direction };
}

/** @param {number|undefined} step @param {number} steps */
const turned = (step, steps) => (step === undefined ? undefined : Math.max(0, steps - 1 - step));

/**
 * The trace in an answer, with steps in the order of the run.
 *
 * @param {any} answer of POST /traces
 * @param {UploadQuestion} question
 * @returns {Trace} its rows have numbers only for the units that were asked for
 */
export function readTrace(answer, { upload, inputs, emptied }) {
  const { trace, units } = answer.layers[0];
  /** @param {number[]} row */
  const widen = (row) => (units ? wide(row, units) : row);
  /** @param {Rows} rows @returns {Rows} */
  const rows = (rows) => inOrder(rows.map(widen), upload.direction);
  const { terms, ...arrays } = trace;
  const shown = Object.entries(arrays).map(([name, values]) => [name, isStart(values) ? widen(values) : rows(values)]);
  const parts = Object.entries(terms ?? {}).map(([letter, part]) => [
    letter,
    mapped(/** @type {Terms} */ (part), rows),
  ]);
  return {
    ...Object.fromEntries(shown),
    x: inOrder(emptiedInputs({ inputs, emptied }) ?? inputs, upload.direction), // those of a higher layer are wider than needed
    terms: Object.fromEntries(parts),
    ...(units ? { units } : {}),
  };
}

/** @param {number[]|Rows} values @returns {values is number[]} the state at the start has no steps */
const isStart = (values) => !Array.isArray(values[0]);

/** @param {Terms} parts @param {(rows: Rows) => Rows} change */
const mapped = (parts, change) => Object.fromEntries(Object.entries(parts).map(([name, rows]) => [name, change(rows)]));

/** The network's output at a step as shown; null is the last one. @param {UploadQuestion} question @param {number|null} step */
export function gradientRequest({ units, ...question }, step) {
  const last = question.inputs.length - 1;
  const shown = step ?? last;
  return {
    ...layerRequest(question),
    output: { step: question.upload.direction === "backward" ? last - shown : shown },
  };
}

/** The gradients in an answer, with steps in the order of the run. @param {Gradients} gradients of POST /gradients @param {UploadQuestion} question @returns {Gradients} */
export function readGradients(gradients, { upload }) {
  const turned = Object.entries(gradients).map(([name, rows]) => [
    name,
    isStart(rows) ? rows : inOrder(rows, upload.direction),
  ]);
  return Object.fromEntries(turned);
}

/** @param {number[]} row @param {readonly number[]} units */
function wide(row, units) {
  /** @type {number[]} */
  const places = [];
  for (const [index, unit] of units.entries()) places[unit] = row[index];
  return places;
}

/** @template Row @param {Row[]} rows @param {string} direction */
const inOrder = (rows, direction) => (direction === "backward" ? rows.toReversed() : rows);
