/**
 * What a person typed into the input table, and the numbers that it means. Text stays as typed until it can be parsed.
 *
 * @typedef {string[][]} Cells
 * @typedef {{row: number, column: number|null, reason: string, values?: Record<string, string|number>}} CellFault `reason` is a message id
 */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @param {number[][]} rows @returns {Cells} */
export const toCells = (rows) => rows.map((row) => row.map(String));

/** @param {string} cell the decimal comma and the typographic minus of a spreadsheet are welcome */
export const normalise = (cell) =>
  cell
    .trim()
    .replace(/^[−–]/, "-")
    .replace(/^([+-]?\d*),(\d+)$/, "$1.$2");

/** @param {string} cell */
export const isNumber = (cell) => NUMBER.test(normalise(cell)) && Number.isFinite(Number(normalise(cell)));

/**
 * @param {Cells} cells
 * @returns {{rows: number[][], faults: CellFault[]}} rows are meaningful only when there are no faults
 */
export function parseCells(cells) {
  /** @type {CellFault[]} */
  const faults = cells.length ? [] : [{ row: 0, column: null, reason: "lab.input.empty" }];
  const rows = cells.map((line, row) =>
    line.map((cell, column) => {
      if (!isNumber(cell)) {
        const reason = cell.trim() ? "lab.input.not_a_number" : "lab.input.blank";
        faults.push({ row, column, reason, values: { cell } });
      }
      return Number(normalise(cell));
    }),
  );
  return { rows, faults };
}

/**
 * @param {string} text
 * @param {Record<string, number[]>} alphabet
 * @returns {CellFault[]}
 */
export function textFaults(text, alphabet) {
  const letters = [...text];
  if (!letters.length) return [{ row: 0, column: null, reason: "lab.input.empty" }];
  return letters.flatMap((letter, row) =>
    letter in alphabet ? [] : [{ row, column: null, reason: "lab.input.unknown_letter", values: { letter } }],
  );
}

/**
 * A block copied from a spreadsheet (tabs) or a CSV file, as cells. A comma counts as a decimal comma if the block would
 * otherwise be too wide.
 *
 * @param {string} block
 * @param {number} [room] the number of columns
 * @returns {Cells}
 */
export function parsePaste(block, room = Infinity) {
  const lines = block.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  if (room === 1 && lines.every(isNumber)) return lines.map((line) => [line.trim()]);
  const separator = block.includes("\t") ? "\t" : block.includes(";") ? ";" : ",";
  return lines.map((line) => line.split(separator).map((cell) => cell.trim()));
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
