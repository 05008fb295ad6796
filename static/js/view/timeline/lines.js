/**
 * The timeline's memory as lines, one per lane: above zero in one hue, below it in the other, with different dashes for each lane.
 *
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {import("./paint.js").Content} Content
 * @typedef {import("./paint.js").Palette} Palette
 */

import { rowOf } from "./grid.js";
import { memoryLine } from "./tiles.js";

/** One line style per lane, so that lanes differ not only by colour. */
export const DASHES = Object.freeze([[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4], [2, 6], [9, 3, 2, 3, 2, 3]]);

/** Half the height of the band in which a line counts as neither above nor below zero. */
const ZERO = 1.5;

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Grid} grid
 * @param {Content} content
 * @param {Palette} palette
 * @param {number} first
 * @param {number} last
 */
export function paintMemory(pen, grid, { memories, memory, ghost, full, unit: spotlight }, palette, first, last) {
  const row = rowOf(grid, "memory");
  const middle = row.y + row.height / 2;
  const [from, to] = [first * grid.column, (last + 1) * grid.column];
  pen.fillStyle = palette.sunken;
  pen.fillRect(from, row.y, to - from, row.height);
  pen.fillStyle = palette.line;
  pen.fillRect(from, middle - 0.5, to - from, 1);
  /** @param {Record<string, any>} run @param {number} unit */
  const trail = (run, unit) => {
    const line = new Path2D();
    for (const { x, y } of memoryLine(grid, run, memory, unit, full, Math.max(0, first - 1), last)) line.lineTo(x, y);
    return line;
  };
  /** The lines of a run, the spotlight's last. @param {Record<string, any>} run */
  const linesOf = (run) => {
    const all = grid.units.map((unit, strip) => {
      return { line: trail(run, unit), dash: DASHES[strip % DASHES.length], isSpotlight: unit === spotlight };
    });
    return all.sort((a, b) => Number(a.isSpotlight) - Number(b.isSpotlight));
  };
  const lines = linesOf(memories);
  pen.lineJoin = "round";
  if (ghost) paintGhost(pen, linesOf(ghost), palette);
  for (const [colour, top, height] of /** @type {const} */ ([
    [palette.positive, row.y, row.height / 2 - ZERO],
    [palette.negative, middle + ZERO, row.height / 2 - ZERO],
    [palette.muted, middle - ZERO, 2 * ZERO],
  ])) {
    pen.save();
    pen.beginPath();
    pen.rect(from, top, to - from, height);
    pen.clip();
    pen.strokeStyle = colour;
    for (const { line, dash, isSpotlight } of lines) {
      pen.setLineDash(dash);
      pen.lineWidth = isSpotlight ? 3 : 1.5;
      pen.globalAlpha = isSpotlight ? 1 : 0.75;
      pen.stroke(line);
    }
    pen.restore();
  }
}

/**
 * The memory of the run without pins, pale and wide, below the other; with the dashes of its lanes, and that in the spotlight darker.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {readonly {line: Path2D, dash: number[], isSpotlight: boolean}[]} lines
 * @param {Palette} palette
 */
function paintGhost(pen, lines, palette) {
  pen.save();
  pen.strokeStyle = palette.muted;
  pen.lineWidth = 4;
  for (const { line, dash, isSpotlight } of lines) {
    pen.setLineDash(dash);
    pen.globalAlpha = isSpotlight ? 0.5 : 0.3;
    pen.stroke(line);
  }
  pen.restore();
}
