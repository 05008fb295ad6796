/**
 * Where everything on the timeline is: pure geometry in CSS pixels, with x counted from the first step.
 *
 * @typedef {import("../../unit/blueprint.js").HeatRow} HeatRow
 * @typedef {string} RowKind labels, input, memory, or the id of a valve
 * @typedef {{kind: RowKind, y: number, height: number, strip: number, strips: number}} Row a band of `strips` strips, each `strip` high
 * @typedef {{steps: number, units: readonly number[], cell: number, width: number, height: number, rows: Row[],
 *   heat: readonly HeatRow[]}} Layout
 */

const LEAST_CELL = 14;
const MOST_CELL = 96;
const GAP = 6;
const LABELS = 20;
const MEMORY = 92;
/** With more inputs than this, none would be tall enough to see. */
export const MOST_INPUTS = 40;

/** @param {number} inputs */
const inputHeight = (inputs) => (inputs === 1 ? 22 : Math.max(4, Math.min(16, Math.floor(128 / inputs))));

/** @param {number} strips */
const stripHeight = (strips) => (strips === 1 ? 22 : strips === 2 ? 13 : strips <= 4 ? 10 : 7);

/**
 * @param {{steps: number, inputs: number, units: readonly number[], room: number, heat: readonly HeatRow[]}} size `inputs` is the
 *   number of input strips, `room` the available width, `heat` the rows of the valves
 * @returns {Layout}
 */
export function layOut({ steps, inputs, units, room, heat }) {
  const cell = Math.max(LEAST_CELL, Math.min(MOST_CELL, Math.floor(room / Math.max(1, steps))));
  /** @type {Row[]} */
  const rows = [];
  let y = 0;
  /** @param {RowKind} kind @param {number} strip @param {number} strips */
  const add = (kind, strip, strips) => {
    rows.push({ kind, y, height: strip * strips, strip, strips });
    y += strip * strips + GAP;
  };
  add("labels", LABELS, 1);
  add("input", inputHeight(inputs), Math.min(inputs, MOST_INPUTS));
  for (const { kind } of heat) add(kind, stripHeight(units.length), units.length);
  add("memory", MEMORY, 1);
  return { steps, units, cell, width: cell * steps, height: y - GAP + 4, rows, heat };
}

/** @param {Layout} layout @param {RowKind} kind */
export const rowOf = (layout, kind) => /** @type {Row} */ (layout.rows.find((row) => row.kind === kind));

/**
 * What is at a point: its step, row and, on a strip of a valve, unit.
 *
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @returns {{step: number, row: RowKind|null, strip: number, unit: number|null}}
 */
export function hit(layout, x, y) {
  const step = Math.max(0, Math.min(layout.steps - 1, Math.floor(x / layout.cell)));
  const row = layout.rows.find((candidate) => y >= candidate.y && y < candidate.y + candidate.height);
  const strip = row ? Math.floor((y - row.y) / row.strip) : 0;
  return {
    step,
    row: row?.kind ?? null,
    strip,
    unit: row && layout.heat.some(({ kind }) => kind === row.kind) ? layout.units[strip] : null,
  };
}

/** @param {Layout} layout @param {number} left @param {number} room @returns {[number, number]} first and last step in view */
export function inView(layout, left, room) {
  const first = Math.max(0, Math.floor(left / layout.cell) - 1);
  return [first, Math.min(layout.steps - 1, Math.ceil((left + room) / layout.cell))];
}

/**
 * Where to scroll to bring a step into view: unchanged if it already is.
 *
 * @param {Layout} layout
 * @param {number} step
 * @param {number} left
 * @param {number} room
 */
export function scrollTo(layout, step, left, room) {
  const start = step * layout.cell;
  if (start >= left && start + layout.cell <= left + room) return left;
  return Math.max(0, Math.min(layout.width - room, start - (room - layout.cell) / 2));
}
