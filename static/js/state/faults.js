/**
 * What is wrong with the input, cell by cell: as typed or, if that can be parsed, as found by the server.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Problem} Problem
 * @typedef {import("./cells.js").CellFault} CellFault
 * @typedef {Omit<CellFault, "row"> & {row: number|null}} InputFault `row` is null for the input as a whole
 */

import { inputFaults } from "./question.js";

const PLACE = /^\/(?:inputs|text)(?:\/(\d+)(?:\/(\d+))?)?$/;

/** @param {Problem|null} problem @returns {InputFault[]} the server's faults that point into the input */
export function serverFaults(problem) {
  return (problem?.errors ?? []).flatMap(({ pointer, detail }) => {
    const [found, row, column] = PLACE.exec(pointer) ?? [];
    if (found === undefined) return [];
    return [{ row: counted(row), column: counted(column), reason: "lab.input.refused", values: { detail } }];
  });
}

/** @param {AppState} state @returns {InputFault[]} */
export function faultsOf(state) {
  const typed = inputFaults(state);
  return typed.length ? typed : serverFaults(state.problem);
}

/** @param {string|undefined} digits */
const counted = (digits) => (digits === undefined ? null : Number(digits));
