/**
 * Where everything on the timeline is: pure geometry in CSS pixels, with x counted from the first step.
 *
 * @typedef {import("../../unit/blueprint.js").HeatRow} HeatRow
 * @typedef {string} RowKind labels, input, memory, or the id of a valve
 * @typedef {{kind: RowKind, y: number, height: number, strip: number, strips: number}} Row a band of `strips` strips, each `strip` high
 * @typedef {{steps: number, units: readonly number[], column: number, width: number, height: number, rows: Row[],
 *   heat: readonly HeatRow[]}} Grid
 */

/** Wide enough for a finger; in what has no room for all steps, it scrolls. */
const LEAST_COLUMN = 14;
const MOST_COLUMN = 96;
const GAP = 4;
const LABELS = 16;
/** The height of the memory, by the number of rows left out: the lower the window, the less. */
const MEMORY = [70, 52, 44];
/** What it has more where the picture is low. */
const MORE = 96;
/** With more inputs than this, none would be tall enough to see. */
export const MOST_INPUTS = 40;

/** @param {number} inputs */
const inputHeight = (inputs) => (inputs === 1 ? 20 : Math.max(4, Math.min(16, Math.floor(128 / inputs))));

/** @param {number} strips */
const stripHeight = (strips) => (strips === 1 ? 16 : strips === 2 ? 9 : strips <= 4 ? 6 : 4);

/**
 * @param {{steps: number, inputs: number, units: readonly number[], room: number, heat: readonly HeatRow[],
 *   without?: readonly RowKind[], isTall?: boolean, least?: number}} size `inputs` is the number of input strips, `room` the available width, `heat` the rows of the
 *   valves; `without`: rows that are left out; `isTall`: the memory has the room that a low picture leaves; `least`: the
 *   width that a step has at least
 * @returns {Grid}
 */
export function gridOf({ steps, inputs, units, room, heat, without = [], isTall = false, least = LEAST_COLUMN }) {
  const column = Math.max(least, Math.min(MOST_COLUMN, Math.floor(room / Math.max(1, steps))));
  /** @type {Row[]} */
  const rows = [];
  let y = 0;
  /** @param {RowKind} kind @param {number} strip @param {number} strips */
  const add = (kind, strip, strips) => {
    if (without.includes(kind)) return;
    rows.push({ kind, y, height: strip * strips, strip, strips });
    y += strip * strips + GAP;
  };
  add("labels", LABELS, 1);
  add("input", inputHeight(inputs), Math.min(inputs, MOST_INPUTS));
  for (const { kind } of heat) add(kind, stripHeight(units.length), units.length);
  add("memory", MEMORY[without.length] + (isTall ? MORE : 0), 1);
  return { steps, units, column, width: column * steps, height: y - GAP + 4, rows, heat };
}

/** @param {Grid} grid @param {RowKind} kind */
export const hasRow = (grid, kind) => grid.rows.some((row) => row.kind === kind);

/** @param {Grid} grid @param {RowKind} kind */
export const rowOf = (grid, kind) => /** @type {Row} */ (grid.rows.find((row) => row.kind === kind));

/**
 * What is at a point: its step, row and, on a strip of a valve, unit.
 *
 * @param {Grid} grid
 * @param {number} x
 * @param {number} y
 * @returns {{step: number, row: RowKind|null, strip: number, unit: number|null}}
 */
export function hit(grid, x, y) {
  const step = Math.max(0, Math.min(grid.steps - 1, Math.floor(x / grid.column)));
  const row = grid.rows.find((candidate) => y >= candidate.y && y < candidate.y + candidate.height);
  const strip = row ? Math.floor((y - row.y) / row.strip) : 0;
  return {
    step,
    row: row?.kind ?? null,
    strip,
    unit: row && grid.heat.some(({ kind }) => kind === row.kind) ? grid.units[strip] : null,
  };
}

/** @param {Grid} grid @param {number} left @param {number} room @returns {[number, number]} first and last step in view */
export function inView(grid, left, room) {
  const first = Math.max(0, Math.floor(left / grid.column) - 1);
  return [first, Math.min(grid.steps - 1, Math.ceil((left + room) / grid.column))];
}

/**
 * Where to scroll to bring a step into view: unchanged if it already is.
 *
 * @param {Grid} grid
 * @param {number} step
 * @param {number} left
 * @param {number} room
 */
export function scrollTo(grid, step, left, room) {
  const start = step * grid.column;
  if (start >= left && start + grid.column <= left + room) return left;
  return Math.max(0, Math.min(grid.width - room, start - (room - grid.column) / 2));
}
