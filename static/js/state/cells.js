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
