/** Manual actions in the input table: typing, moving between rows, pasting a block, removing a row. */

import { isBlock } from "../../state/cells.js";
import { parsePaste, pasteInto } from "../../state/pasting.js";

/**
 * @typedef {import("../../state/faults.js").InputFault} InputFault
 * @typedef {readonly (readonly string[])[]} Cells
 *
 * @typedef {object} Table
 * @property {() => string[][]} cells
 * @property {() => number} columns
 * @property {(cells: string[][], names?: string[]) => void} change also the names of the columns, if they are new
 * @property {(fault: InputFault) => void} complain
 * @property {(row: number, column: number) => void} focus
 * @property {(row: number) => void} removed a row was removed, and the next one has its number now
 */

/** @param {HTMLElement} body @param {Table} table */
export function listenToHands(body, { cells, columns, change, complain, focus, removed }) {
  body.addEventListener("input", (event) => {
    const place = placeOf(event);
    if (!place) return;
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    change(cells().map((line, row) => (row === place[0] ? withCell(line, place[1], value) : line)));
  });

  body.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowDown" || event.key === "Enter" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const place = placeOf(event);
    if (!by || !place) return;
    event.preventDefault();
    focus(place[0] + by, place[1]);
  });

  body.addEventListener("paste", (event) => {
    const place = placeOf(event);
    const block = event.clipboardData?.getData("text/plain") ?? "";
    if (!place || !isBlock(block)) return;
    event.preventDefault();
    const { names, cells: read } = parsePaste(block, columns() - place[1]);
    const pasted = pasteInto(cells(), place[0], place[1], read);
    if (pasted.fault) complain(pasted.fault);
    else change(pasted.cells, names.length === columns() ? names : undefined);
  });

  body.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button || cells().length === 1) return;
    const row = Number(button.dataset.remove);
    change(cells().filter((_, index) => index !== row));
    removed(row);
  });
}

/** @param {Event} event @returns {[number, number]|null} */
function placeOf(event) {
  const { row, column } = /** @type {HTMLElement} */ (event.target).dataset;
  return row === undefined || column === undefined ? null : [Number(row), Number(column)];
}

/** @param {string[]} line @param {number} column @param {string} value */
const withCell = (line, column, value) => line.map((cell, index) => (index === column ? value : cell));
