/**
 * What the timeline shows: every tile and line with its position and value. Pure; the painter draws nothing else.
 *
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {import("./grid.js").RowKind} RowKind
 * @typedef {{row: RowKind, step: number, strip: number, unit: number|null, x: number, y: number, width: number, height: number,
 *   value: number, alpha: number, pinned: boolean}} Tile `value` is that of the trace, `alpha` the share of full colour
 */

import { holder } from "../../state/pins.js";
import { rowOf } from "./grid.js";

/**
 * All heat tiles of some steps: one for each valve, shown unit and step.
 *
 * @param {Grid} grid
 * @param {Trace} trace
 * @param {readonly Pin[]} pins
 * @param {number} first
 * @param {number} last included
 * @returns {Tile[]}
 */
export function heatTiles(grid, trace, pins, first = 0, last = grid.steps - 1) {
  return grid.heat.flatMap(({ kind, field, gate }) => {
    const held = pins.filter((pin) => pin.gate === gate);
    return tilesOf(grid, kind, first, last, (step, strip) => {
      const unit = grid.units[strip];
      const value = trace[field][step][unit];
      return { unit, value, alpha: value, pinned: held.length > 0 && holder(held, String(gate), unit, step) >= 0 };
    });
  });
}

/**
 * All input tiles of some steps; full colour is the largest absolute value in `peaks`, one for each input.
 *
 * @param {Grid} grid
 * @param {Trace} trace
 * @param {readonly number[]} peaks
 * @param {number} first
 * @param {number} last included
 * @returns {Tile[]}
 */
export function inputTiles(grid, trace, peaks, first = 0, last = grid.steps - 1) {
  return tilesOf(grid, "input", first, last, (step, strip) => {
    const value = trace.x[step][strip];
    return { unit: null, value, alpha: Math.min(1, Math.abs(value) / peaks[strip]), pinned: false };
  });
}

/**
 * The names of some steps that have room: none runs into the next one, none beyond the last step, and of steps with the same name
 * the first has it; a letter of a text stands at each of its steps. Without any names, steps have their numbers.
 *
 * @param {Grid} grid
 * @param {readonly string[]} labels
 * @param {number} first
 * @param {number} last included
 * @param {(text: string) => number} widthOf
 */
export function stepLabels(grid, labels, first, last, widthOf) {
  const isNamed = labels.some(Boolean);
  const end = grid.steps * grid.column;
  let free = -Infinity;
  const found = [];
  for (let step = first; step <= last; step++) {
    const text = isNamed ? labels[step] : String(step + 1);
    const x = step * grid.column + 2;
    const right = x + widthOf(text);
    const isRepeated = isNamed && step > 0 && text === labels[step - 1] && text.length > 1;
    if (!text || x < free || right > end || isRepeated) continue;
    found.push({ step, text, x });
    free = right + 8;
  }
  return found;
}

/**
 * @param {Grid} grid
 * @param {RowKind} kind
 * @param {number} first
 * @param {number} last
 * @param {(step: number, strip: number) => Pick<Tile, "unit"|"value"|"alpha"|"pinned">} fill
 * @returns {Tile[]}
 */
function tilesOf(grid, kind, first, last, fill) {
  const row = rowOf(grid, kind);
  /** @type {Tile[]} */
  const tiles = [];
  for (let strip = 0; strip < row.strips; strip++) {
    const y = row.y + strip * row.strip;
    for (let step = first; step <= last; step++) {
      tiles.push({
        row: kind,
        step,
        strip,
        x: step * grid.column,
        y,
        width: grid.column,
        height: row.strip,
        ...fill(step, strip),
      });
    }
  }
  return tiles;
}

/**
 * The absolute value at which each input has full colour: the end of its plausible range, or the run's own peak if that is larger.
 *
 * @param {Trace} trace
 * @param {readonly [number, number][]} ranges
 * @returns {number[]}
 */
export function inputPeaks(trace, ranges) {
  return trace.x[0].map((_, column) => {
    const sizes = trace.x.map((row) => Math.abs(row[column]));
    return (
      Math.max(
        ...(ranges[column] ?? [0, 0]).map(Math.abs),
        sizes.reduce((a, b) => Math.max(a, b), 0),
      ) || 1
    );
  });
}

/**
 * The memory of one unit as points: before the first step, then in the middle of each step.
 *
 * @param {Grid} grid
 * @param {Record<string, any>} memories by the fields of `memory`
 * @param {Blueprint["memory"]} memory
 * @param {number} unit
 * @param {number} full the memory at the row's edge
 * @param {number} first
 * @param {number} last included
 * @returns {{x: number, y: number, value: number}[]}
 */
export function memoryLine(grid, memories, memory, unit, full, first = 0, last = grid.steps - 1) {
  const row = rowOf(grid, "memory");
  const middle = row.y + row.height / 2;
  const reach = row.height / 2 - 3;
  /** @param {number} x @param {number} value */
  const point = (x, value) => ({ x, y: middle - (value / full) * reach, value });
  const points = first === 0 ? [point(0, memories[memory.start][unit])] : [];
  for (let step = first; step <= last; step++)
    points.push(point((step + 0.5) * grid.column, memories[memory.now][step][unit]));
  return points;
}

/**
 * The letter of each step of a run over text, if the typed text is the one that ran; otherwise empty.
 *
 * @param {Trace} trace
 * @param {Record<string, number[]>} alphabet
 * @param {string} text
 * @returns {string[]}
 */
export function lettersOf(trace, alphabet, text) {
  const typed = [...text];
  return trace.x.map((row, step) => (alphabet[typed[step]]?.join() === row.join() ? typed[step] : ""));
}
