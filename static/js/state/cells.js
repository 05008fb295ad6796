/**
 * What a person typed into the input table, and the numbers that it means. Text stays as typed until it can be parsed.
 *
 * @typedef {string[][]} Cells
 * @typedef {{row: number, column: number|null, reason: string, values?: Record<string, string|number>}} CellFault `reason` is a message id
 */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @param {number[][]} rows @returns {Cells} */
export const toCells = (rows) => rows.map((row) => row.map(String));

/** Groups of three digits: 1,000 is a thousand to some and one to others. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/;

/** What is written in full-width letters, in the usual ones. @param {string} text */
const narrow = (text) => text.normalize("NFKC").replace(/^[−–]/, "-");

/** @param {string} cell whether it may be a number with a decimal comma as well as a much larger one */
export const isAmbiguous = (cell) => GROUPED.test(narrow(cell.trim()));

/** @param {string} cell the decimal comma, the full-width digits and the typographic minus of a spreadsheet are welcome */
export const normalise = (cell) => narrow(cell.trim()).replace(/^([+-]?\d*),(\d+)$/, "$1.$2");

/** @param {string} cell */
export const isNumber = (cell) =>
  !isAmbiguous(cell) && NUMBER.test(normalise(cell)) && Number.isFinite(Number(normalise(cell)));

/** Whether it is a number beyond the ends of a range. @param {string} cell @param {readonly [number, number]} [range] */
export function isOutside(cell, range) {
  const value = Number(normalise(cell));
  return range !== undefined && isNumber(cell) && (value < range[0] || value > range[1]);
}

/** Also where it must be asked which number is meant. @param {string} cell */
export const isLikeANumber = (cell) => isNumber(cell) || isAmbiguous(cell);

/** Separators of Chinese tables as the usual ones. @param {string} text */
export const plain = (text) => text.replaceAll("，", ",").replaceAll("；", ";");

/** Whether spaces separate numbers; 1 000 is one. @param {string} line */
export const isSpaced = (line) =>
  / /.test(line) && !/(^| )[+-]?\d{1,3} \d{3}( |$)/.test(line) && line.split(/ +/).every(isNumber);

/** More than one cell? @param {string} text */
export function isBlock(text) {
  const bare = plain(text).trim();
  return /[\t\n\r;]/.test(bare) || isSpaced(bare) || (bare.includes(",") && !isLikeANumber(bare));
}

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
        if (!isAmbiguous(cell)) faults.push({ row, column, reason, values: { cell } });
        else faults.push({ row, column, reason: "lab.input.ambiguous", values: readings(cell) });
      }
      return Number(normalise(cell));
    }),
  );
  return { rows, faults };
}

/** The two numbers that an ambiguous cell may mean. @param {string} cell */
function readings(cell) {
  const written = narrow(cell.trim());
  return { cell: written, large: written.replaceAll(",", ""), small: written.replace(",", ".").replaceAll(",", "") };
}

/** Full-width letters as those that the model reads, where it reads only these. @param {string} text @param {Record<string, number[]>} alphabet */
export const readable = (text, alphabet) =>
  [...text].map((letter) => (letter in alphabet || !(narrow(letter) in alphabet) ? letter : narrow(letter))).join("");

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
