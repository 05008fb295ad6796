/**
 * A block from the clipboard on its way into the input table. Pure.
 *
 * @typedef {import("./cells.js").Cells} Cells
 * @typedef {import("./cells.js").CellFault} CellFault
 */

import { isLikeANumber, isSpaced, plain } from "./cells.js";

/**
 * A block copied from a spreadsheet (tabs), a CSV file, or NumPy (spaces), as cells. A comma counts as a decimal comma if the
 * block would otherwise be too wide; a first line of names is a heading, no step.
 *
 * @param {string} block
 * @param {number} [room] the number of columns
 * @returns {{names: string[], cells: Cells}} no names if there is no heading
 */
export function parsePaste(block, room = Infinity) {
  const text = plain(block).replace(/^ +| +$/gm, "");
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  if (room === 1 && lines.every(isLikeANumber)) return { names: [], cells: lines.map((line) => [line.trim()]) };
  const separator = text.includes("\t") ? "\t" : text.includes(";") ? ";" : lines.every(isSpaced) ? / +/ : ",";
  const cells = lines.map((line) => line.split(separator).map((cell) => cell.trim()));
  const hasHeading = cells.length > 1 && cells[0].every((cell) => cell && !isLikeANumber(cell));
  return hasHeading ? { names: cells[0], cells: cells.slice(1) } : { names: [], cells };
}

/**
 * Pastes a block into the table, starting at a cell; rows are added as needed, too wide a block is refused, not cut off.
 *
 * @param {Cells} cells
 * @param {number} row
 * @param {number} column
 * @param {Cells} block
 * @returns {{cells: Cells, fault: CellFault|null}}
 */
export function pasteInto(cells, row, column, block) {
  const width = cells[0]?.length ?? 1;
  const wide = block.findIndex((line) => column + line.length > width);
  if (wide >= 0) {
    const values = { columns: block[wide].length, room: width - column };
    return { cells, fault: { row: row + wide, column, reason: "lab.input.too_wide", values } };
  }
  const height = Math.max(cells.length, row + block.length);
  const pasted = Array.from({ length: height }, (_, r) =>
    Array.from({ length: width }, (_, c) => block[r - row]?.[c - column] ?? cells[r]?.[c] ?? "0"),
  );
  return { cells: pasted, fault: null };
}
