/**
 * Whether a goal is reached, in the tutorial or in the Lab. The server sends its syntax tree; here it is evaluated, using the
 * trace and what is shown. Steps and lanes count from 1.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {{word: string}} Word of a view or a phase
 * @typedef {{field: string, step: Node, lane: Node}} Place
 * @typedef {{operator: string, operands: Node[]}} Operation
 * @typedef {{operator: string, each: string, of: "steps"|"units", first: Node, last: Node, value: Node}} Gathering
 *   of one value for each step or lane
 * @typedef {number|string|Word|Place|Operation|Gathering} Node a string is a name
 * @typedef {Operation} Goal
 * @typedef {number|string|boolean} Value
 */

import { blueprintOf } from "../unit/blueprint.js";

/** @type {Readonly<Record<string, (...values: any[]) => Value>>} */
const OPERATORS = Object.freeze({
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
  all: (...truths) => truths.every(Boolean),
  any: (...truths) => truths.some(Boolean),
  count: (...truths) => truths.filter(Boolean).length,
});

/** A step or a lane that the run does not have. */
class NotThere extends Error {}

/** @param {Goal} goal @param {AppState} state */
export const isReached = (goal, state) => judged(goal, state) === true;

/**
 * How much of a goal of the form `reached == of` is reached.
 *
 * @param {Goal} goal
 * @param {AppState} state
 * @returns {{reached: number, of: number}|null} null: there is no such place in the run
 */
export function progress({ operands }, state) {
  const [reached, of] = operands.map((side) => judged(side, state));
  return typeof reached === "number" && typeof of === "number" ? { reached, of } : null;
}

/** A number of the run that is shown; null: it has no such place. @param {Node} node @param {AppState} state */
export function amount(node, state) {
  const value = judged(node, state);
  return typeof value === "number" ? value : null;
}

/** @param {Node} node @param {AppState} state @returns {Value|null} */
function judged(node, state) {
  const { trace, step, phase, view, tinted } = state;
  if (!trace || state.waiting) return null;
  const dye = tinted?.of === trace ? tinted.step + 1 : 0;
  const shown = { step: step + 1, dye, phase: blueprintOf(state).phases[phase].id, view };
  const size = { steps: trace.h.length, units: trace.h[0].length };
  try {
    return evaluate(node, trace, { ...size, ...shown });
  } catch (error) {
    if (error instanceof NotThere) return null;
    throw error;
  }
}

/** @param {Node} node @param {Trace} trace @param {Readonly<Record<string, Value>>} names @returns {Value} */
function evaluate(node, trace, names) {
  /** @param {Node} part */
  const number = (part) => Number(evaluate(part, trace, names));
  if (typeof node === "number") return node;
  if (typeof node === "string") return names[node];
  if ("word" in node) return node.word;
  if ("field" in node) return there(trace[node.field]?.[number(node.step) - 1]?.[number(node.lane) - 1]);
  const values =
    "each" in node
      ? span(number(node.first), number(node.last), Number(names[node.of])).map((place) =>
          evaluate(node.value, trace, { ...names, [node.each]: place }),
        )
      : node.operands.map((part) => evaluate(part, trace, names));
  return OPERATORS[node.operator](...values);
}

/** @param {number|undefined} value */
function there(value) {
  if (value === undefined) throw new NotThere();
  return value;
}

/** The numbers from first to last. @param {number} first @param {number} last @param {number} size the last that there is */
function span(first, last, size) {
  if (first < 1 || last > size || last < first) throw new NotThere();
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
