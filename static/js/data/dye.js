/**
 * Asks the server when memory entered, in the Lab's order of steps: a backward layer reads the last input first.
 *
 * @typedef {import("./api.js").Question} Question
 * @typedef {(question: Question) => object|Promise<object>} RequestOf the request for a whole run
 * @typedef {{parts: number[][], start: number[], memory: number[], gross: number[], age: (number|null)[],
 *   halfLife: (number|null)[]}} Sample by step and unit: what of the memory entered then; by unit: what is left of the start, the
 *   memory, the sum of the sizes of its parts, their mean age, and the steps in which half goes
 * @typedef {number[][]} Rows by step: what of a lane's memory after it was there at the start, then what entered at each step
 */

import { ask } from "./http.js";

/** The source of what was there before the first step. */
export const START = -1;

/** @param {typeof fetch} send @param {RequestOf} requestOf @param {Question} question @param {number} source */
export async function partsFrom(send, requestOf, question, source) {
  const { parts } = await layer(send, requestOf, question, { source: placeOf(question, source) });
  return inOrder(question, parts);
}

/** @param {typeof fetch} send @param {RequestOf} requestOf @param {Question} question @param {number} step @returns {Promise<Sample>} */
export async function sampleAt(send, requestOf, question, step) {
  const found = await layer(send, requestOf, question, { step: placeOf(question, step) });
  const [start, memory, gross, age, halfLife] = [
    found.start,
    found.memory,
    found.gross,
    found.age,
    found.half_life,
  ].map((row) => wide(question, row));
  return { parts: inOrder(question, found.parts), start, memory, gross, age, halfLife };
}

/** @param {typeof fetch} send @param {RequestOf} requestOf @param {Question} question @param {number} unit @returns {Promise<Rows>} */
export async function rowsOf(send, requestOf, question, unit) {
  const { parts, start } = await layer(send, requestOf, { ...question, units: undefined }, { unit });
  const rows = start.map((/** @type {number} */ first, /** @type {number} */ step) => [
    first,
    ...(isTurned(question) ? parts[step].toReversed() : parts[step]),
  ]);
  return isTurned(question) ? rows.reverse() : rows;
}

/** @param {typeof fetch} send @param {RequestOf} requestOf @param {Question} question @param {object} asked */
async function layer(send, requestOf, question, asked) {
  const { upload, units } = question;
  const request = /** @type {object} */ (await requestOf(question));
  const place = upload ? { layer: upload.layer, direction: upload.direction } : {};
  const answer = await ask(send, "/api/v1/dye", { ...request, ...place, ...(units ? { units } : {}), ...asked });
  return answer.layers[0];
}

/** @param {Question} question */
export const isTurned = ({ upload }) => upload?.direction === "backward";

/** The step as the wire counts it. @param {Question} question @param {number} step */
export const placeOf = (question, step) => (isTurned(question) ? (question.inputs?.length ?? 0) - 1 - step : step);

/** @param {Question} question @param {number[][]} rows */
function inOrder(question, rows) {
  const found = rows.map((row) => wide(question, row));
  return isTurned(question) ? found.reverse() : found;
}

/** @param {Question} question @param {number[]} row of the units asked for @returns {number[]} by unit */
function wide({ units }, row) {
  if (!units) return row;
  /** @type {number[]} */
  const places = [];
  for (const [index, unit] of units.entries()) places[unit] = row[index];
  return places;
}
