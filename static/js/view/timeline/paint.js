/**
 * Paints the visible part of the timeline onto a canvas: the content, where the layout puts it, in the theme's colours.
 *
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./cells.js").Cell} Cell
 * @typedef {Record<"card"|"ink"|"muted"|"line"|"positive"|"negative"|"sunken", string> & Record<string, string> & {font: string}} Palette the valves' colours by their roles
 * @typedef {object} Content
 * @property {import("../../data/types.js").Trace} trace
 * @property {import("../../unit/blueprint.js").Blueprint["memory"]} memory
 * @property {import("../../data/types.js").Trace|null} ghost the run without pins
 * @property {readonly import("../../data/types.js").Pin[]} pins
 * @property {readonly number[]} peaks
 * @property {readonly string[]|null} letters
 * @property {readonly string[]} labels a name for each step, empty for steps without one
 * @property {number} full the memory at the edge of its row
 * @property {number} step
 * @property {number} unit
 */

import { heatCells, inputCells } from "./cells.js";
import { inView, rowOf } from "./layout.js";
import { paintMemory } from "./lines.js";

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Layout} layout
 * @param {Content} content
 * @param {Palette} palette
 * @param {{left: number, room: number, ratio: number}} view scroll position, visible width, device pixels per CSS pixel
 */
export function paint(pen, layout, content, palette, { left, room, ratio }) {
  const [first, last] = inView(layout, left, room);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = palette.card;
  pen.fillRect(0, 0, room, layout.height);
  pen.translate(-left, 0);
  paintLabels(pen, layout, content, palette, first, last);
  paintInputs(pen, layout, content, palette, first, last);
  const heat = heatCells(layout, content.trace, content.pins, first, last);
  paintHeat(pen, heat, palette);
  paintBands(pen, layout, palette);
  paintPins(pen, heat, palette);
  paintMemory(pen, layout, content, palette, first, last);
  paintFrame(pen, layout, content.step, palette);
}

/** @param {CanvasRenderingContext2D} pen @param {Cell[]} cells @param {Palette} palette */
function paintHeat(pen, cells, palette) {
  for (const cell of cells) {
    pen.fillStyle = palette[cell.row];
    fill(pen, cell);
  }
  pen.globalAlpha = 1;
}

/** A thin line around each valve's rows, so that a shut valve is visible. @param {CanvasRenderingContext2D} pen @param {Layout} layout @param {Palette} palette */
function paintBands(pen, layout, palette) {
  pen.strokeStyle = palette.line;
  pen.lineWidth = 1;
  for (const { y, height } of layout.heat.map(({ kind }) => rowOf(layout, kind)))
    pen.strokeRect(0.5, y - 0.5, layout.width - 1, height + 1);
}

/** @param {CanvasRenderingContext2D} pen @param {Cell} cell */
function fill(pen, { x, y, width, height, alpha }) {
  pen.globalAlpha = alpha;
  pen.fillRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

/**
 * A line around every contiguous stretch of pinned cells, with a notch at its beginning.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Cell[]} cells
 * @param {Palette} palette
 */
function paintPins(pen, cells, palette) {
  pen.strokeStyle = pen.fillStyle = palette.ink;
  pen.lineWidth = 1;
  for (const [index, cell] of cells.entries()) {
    const before = cells[index - 1];
    const isStart = cell.pinned && !(before?.pinned && before.y === cell.y);
    if (!isStart) continue;
    let end = index;
    while (cells[end + 1]?.pinned && cells[end + 1].y === cell.y) end++;
    pen.strokeRect(cell.x + 0.5, cell.y + 0.5, (end - index + 1) * cell.width - 1, cell.height - 1);
    pen.beginPath();
    pen.moveTo(cell.x, cell.y);
    pen.lineTo(cell.x + 5, cell.y);
    pen.lineTo(cell.x, cell.y + 5);
    pen.fill();
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Layout} layout
 * @param {Content} content
 * @param {Palette} palette
 * @param {number} first
 * @param {number} last
 */
function paintInputs(pen, layout, { trace, peaks, letters }, palette, first, last) {
  const row = rowOf(layout, "input");
  pen.fillStyle = palette.sunken;
  for (let strip = 0; strip < row.strips; strip++) {
    for (let step = first; step <= last; step++) {
      pen.fillRect(step * layout.cell + 0.5, row.y + strip * row.strip + 0.5, layout.cell - 1, row.strip - 1);
    }
  }
  if (letters) {
    pen.fillStyle = palette.ink;
    write(pen, `600 14px ${palette.font}`, "center");
    for (let step = first; step <= last; step++)
      pen.fillText(letters[step], (step + 0.5) * layout.cell, row.y + row.height / 2 + 1);
    return;
  }
  const below = new Path2D();
  for (const cell of inputCells(layout, trace, peaks, first, last)) {
    pen.fillStyle = cell.value < 0 ? palette.negative : palette.positive;
    fill(pen, cell);
    if (cell.value < 0) below.rect(cell.x + 0.5, cell.y + 0.5, cell.width - 1, cell.height - 1);
  }
  pen.globalAlpha = 1;
  hatch(pen, below, row, first * layout.cell, (last + 1) * layout.cell, palette.card);
}

/**
 * Stripes over what is below zero: the sign for people who cannot tell the two hues apart.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Path2D} where
 * @param {{y: number, height: number}} row
 * @param {number} from
 * @param {number} to
 * @param {string} colour
 */
function hatch(pen, where, { y, height }, from, to, colour) {
  pen.save();
  pen.clip(where);
  pen.beginPath();
  for (let x = from - height; x < to; x += 6) {
    pen.moveTo(x, y + height);
    pen.lineTo(x + height, y);
  }
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.restore();
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Layout} layout
 * @param {Content} content
 * @param {Palette} palette
 * @param {number} first
 * @param {number} last
 */
function paintLabels(pen, layout, { labels }, palette, first, last) {
  const row = rowOf(layout, "labels");
  const y = row.y + row.height / 2;
  pen.fillStyle = palette.muted;
  write(pen, `11px ${palette.font}`, "left");
  let free = -Infinity;
  for (let step = first; step <= last; step++) {
    const text = labels[step] || (labels.some(Boolean) ? "" : String(step + 1));
    const x = step * layout.cell + 2;
    if (!text || x < free || (step > 0 && labels[step] && labels[step] === labels[step - 1])) continue;
    pen.fillText(text, x, y);
    free = x + pen.measureText(text).width + 8;
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Layout} layout @param {number} step @param {Palette} palette */
function paintFrame(pen, layout, step, palette) {
  const top = rowOf(layout, "input").y - 3;
  pen.strokeStyle = palette.ink;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(step * layout.cell + 1, top, layout.cell - 2, layout.height - top - 1, 4);
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {string} font @param {CanvasTextAlign} align */
function write(pen, font, align) {
  pen.font = font;
  pen.textAlign = align;
  pen.textBaseline = "middle";
}
