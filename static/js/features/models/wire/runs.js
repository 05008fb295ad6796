/**
 * Runs of an uploaded model: asked for the units on show, answered in the Lab's order. A backward layer reads the last input
 * first, and the Lab shows a run in the order in which it happens; the wire counts steps as the inputs do. Here one turns
 * into the other.
 *
 * @typedef {import("../../../data/api.js").Question} Question
 * @typedef {import("../../../data/types.js").Pin} Pin
 * @typedef {import("../../../data/types.js").Trace} Trace
 * @typedef {import("../../../data/types.js").Gradients} Gradients
 * @typedef {import("../../../data/types.js").Rows} Rows
 * @typedef {Question & {own: NonNullable<Question["own"]>, inputs: number[][]}} OwnQuestion
 */

const LETTERS = /** @type {const} */ (["f", "i", "g", "o"]);
const STEPWISE = /** @type {const} */ ([
  ...["h_prev", "C_prev", "z_f", "z_i", "z_g", "z_o", "f", "i", "g", "o", "kept", "added", "C", "tanh_C", "h"],
]);
/** The inputs are here already, and those of a higher layer are wider than anybody asked. */
export const OWN_FIELDS = Object.freeze(["h0", "C0", ...STEPWISE, "terms"]);

/** The whole model's run, every layer and unit. @param {OwnQuestion} question */
export const wholeRequest = ({ own, inputs, pins }) => ({
  model: { id: own.id, ...(own.lstmName ? { lstms: [own.lstmName] } : {}) },
  inputs,
  pins: pins.map((pin) => wirePin(pin, own, inputs.length)),
  digits: null,
});

/** The layer on show, and of it the units on show. @param {OwnQuestion} question */
export const layerRequest = ({ units, ...question }) => ({
  ...wholeRequest(question),
  layer: question.own.layer,
  direction: question.own.direction,
  ...(units ? { units } : {}),
});

/**
 * @param {Pin} pin
 * @param {OwnQuestion["own"]} own
 * @param {number} steps
 */
function wirePin({ from, to, ...pin }, { layer, direction }, steps) {
  const span = direction === "backward" ? { from: turned(to, steps), to: turned(from, steps) } : { from, to };
  return { ...pin, ...span, layer, direction };
}

/** @param {number|undefined} step @param {number} steps */
const turned = (step, steps) => (step === undefined ? undefined : Math.max(0, steps - 1 - step));

/**
 * @param {any} answer of POST /traces
 * @param {OwnQuestion} question
 * @returns {Trace} a row has numbers only where a unit was asked for
 */
export function readTrace(answer, { own, inputs }) {
  const { trace, units } = answer.layers[0];
  /** @param {number[]} row */
  const widen = (row) => (units ? wide(row, units) : row);
  /** @param {Rows} rows @returns {Rows} */
  const rows = (rows) => inOrder(rows.map(widen), own.direction);
  const terms = LETTERS.map((letter) => {
    const parts = Object.entries(trace.terms[letter]).map(([name, part]) => [name, rows(part)]);
    return [letter, Object.fromEntries(parts)];
  });
  const stepwise = /** @type {Record<typeof STEPWISE[number], Rows>} */ (
    Object.fromEntries(STEPWISE.map((field) => [field, rows(trace[field])]))
  );
  return {
    ...stepwise,
    x: inOrder(inputs, own.direction),
    h0: widen(trace.h0),
    C0: widen(trace.C0),
    terms: Object.fromEntries(terms),
    ...(units ? { units } : {}),
  };
}

/** Of the network's output at a step as shown, null: the last one. @param {OwnQuestion} question @param {number|null} step */
export function gradientRequest({ units, ...question }, step) {
  const last = question.inputs.length - 1;
  const shown = step ?? last;
  return { ...layerRequest(question), output: { step: question.own.direction === "backward" ? last - shown : shown } };
}

/** @param {Gradients} gradients of POST /gradients @param {OwnQuestion} question @returns {Gradients} */
export const readGradients = ({ dh, dC, ...start }, { own }) => ({
  ...start,
  dh: inOrder(dh, own.direction),
  dC: inOrder(dC, own.direction),
});

/** @param {number[]} row @param {readonly number[]} units */
function wide(row, units) {
  /** @type {number[]} */
  const places = [];
  for (const [index, unit] of units.entries()) places[unit] = row[index];
  return places;
}

/** @template Row @param {Row[]} rows @param {string} direction */
const inOrder = (rows, direction) => (direction === "backward" ? rows.toReversed() : rows);
