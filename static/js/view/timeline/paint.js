/**
 * Paints the visible part of the timeline onto a canvas: the content, where the grid puts it, in the theme's colours.
 *
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {import("./tiles.js").Tile} Tile
 * @typedef {Record<"card"|"ink"|"muted"|"line"|"positive"|"negative"|"sunken", string> & Record<string, string> & {font: string}} Palette the valves' colours by their roles
 * @typedef {object} Content
 * @property {import("../../data/types.js").Trace} trace
 * @property {import("../../unit/blueprint.js").Blueprint["memory"]} memory
 * @property {Record<string, any>} memories what the lines show, by the memory's fields: the trace's own, or the gradient with respect to them
 * @property {boolean} isBackward it is the gradient
 * @property {Record<string, any>|null} ghost the memories of the run without pins
 * @property {readonly import("../../data/types.js").Pin[]} pins
 * @property {readonly number[]} peaks
 * @property {readonly string[]|null} letters
 * @property {readonly string[]} labels a name for each step, empty for steps without one
 * @property {number} full what the lines show at the edge of its row
 * @property {number} step
 * @property {number} unit
 */

import { hasRow, inView, rowOf } from "./grid.js";
import { paintMemory } from "./lines.js";
import { heatTiles, inputTiles, stepLabels } from "./tiles.js";

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Grid} grid
 * @param {Content} content
 * @param {Palette} palette
 * @param {{left: number, room: number, ratio: number}} view scroll position, visible width, device pixels per CSS pixel
 */
export function paint(pen, grid, content, palette, { left, room, ratio }) {
  const [first, last] = inView(grid, left, room);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = palette.card;
  pen.fillRect(0, 0, room, grid.height);
  pen.translate(-left, 0);
  if (hasRow(grid, "labels")) paintLabels(pen, grid, content, palette, first, last);
  if (hasRow(grid, "input")) paintInputs(pen, grid, content, palette, first, last);
  const heat = heatTiles(grid, content.trace, content.pins, first, last);
  paintHeat(pen, heat, palette);
  paintBands(pen, grid, palette);
  paintPins(pen, heat, palette);
  paintMemory(pen, grid, content, palette, first, last);
  paintFrame(pen, grid, content.step, palette);
}

/** @param {CanvasRenderingContext2D} pen @param {Tile[]} tiles @param {Palette} palette */
function paintHeat(pen, tiles, palette) {
  for (const tile of tiles) {
    pen.fillStyle = palette[tile.row];
    fill(pen, tile);
  }
  pen.globalAlpha = 1;
}

/** A thin line around each valve's rows, so that a shut valve is visible. @param {CanvasRenderingContext2D} pen @param {Grid} grid @param {Palette} palette */
function paintBands(pen, grid, palette) {
  pen.strokeStyle = palette.line;
  pen.lineWidth = 1;
  for (const { y, height } of grid.heat.map(({ kind }) => rowOf(grid, kind)))
    pen.strokeRect(0.5, y - 0.5, grid.width - 1, height + 1);
}

/** @param {CanvasRenderingContext2D} pen @param {Tile} tile */
function fill(pen, { x, y, width, height, alpha }) {
  pen.globalAlpha = alpha;
  pen.fillRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

/**
 * A line around every contiguous stretch of pinned tiles, with a notch at its beginning.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Tile[]} tiles
 * @param {Palette} palette
 */
function paintPins(pen, tiles, palette) {
  pen.strokeStyle = pen.fillStyle = palette.ink;
  pen.lineWidth = 1;
  for (const [index, tile] of tiles.entries()) {
    const before = tiles[index - 1];
    const isStart = tile.pinned && !(before?.pinned && before.y === tile.y);
    if (!isStart) continue;
    let end = index;
    while (tiles[end + 1]?.pinned && tiles[end + 1].y === tile.y) end++;
    pen.strokeRect(tile.x + 0.5, tile.y + 0.5, (end - index + 1) * tile.width - 1, tile.height - 1);
    pen.beginPath();
    pen.moveTo(tile.x, tile.y);
    pen.lineTo(tile.x + 5, tile.y);
    pen.lineTo(tile.x, tile.y + 5);
    pen.fill();
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Grid} grid
 * @param {Content} content
 * @param {Palette} palette
 * @param {number} first
 * @param {number} last
 */
function paintInputs(pen, grid, { trace, peaks, letters }, palette, first, last) {
  const row = rowOf(grid, "input");
  pen.fillStyle = palette.sunken;
  for (let strip = 0; strip < row.strips; strip++) {
    for (let step = first; step <= last; step++) {
      pen.fillRect(step * grid.column + 0.5, row.y + strip * row.strip + 0.5, grid.column - 1, row.strip - 1);
    }
  }
  if (letters) {
    pen.fillStyle = palette.ink;
    write(pen, `600 14px ${palette.font}`, "center");
    for (let step = first; step <= last; step++)
      pen.fillText(letters[step], (step + 0.5) * grid.column, row.y + row.height / 2 + 1);
    return;
  }
  const below = new Path2D();
  for (const tile of inputTiles(grid, trace, peaks, first, last)) {
    pen.fillStyle = tile.value < 0 ? palette.negative : palette.positive;
    fill(pen, tile);
    if (tile.value < 0) below.rect(tile.x + 0.5, tile.y + 0.5, tile.width - 1, tile.height - 1);
  }
  pen.globalAlpha = 1;
  hatch(pen, below, row, first * grid.column, (last + 1) * grid.column, palette.card);
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
 * @param {Grid} grid
 * @param {Content} content
 * @param {Palette} palette
 * @param {number} first
 * @param {number} last
 */
function paintLabels(pen, grid, { labels }, palette, first, last) {
  const row = rowOf(grid, "labels");
  const y = row.y + row.height / 2;
  pen.fillStyle = palette.muted;
  write(pen, `12px ${palette.font}`, "left");
  const widthOf = (/** @type {string} */ text) => pen.measureText(text).width;
  for (const { text, x } of stepLabels(grid, labels, first, last, widthOf)) pen.fillText(text, x, y);
}

/** @param {CanvasRenderingContext2D} pen @param {Grid} grid @param {number} step @param {Palette} palette */
function paintFrame(pen, grid, step, palette) {
  const { y } = /** @type {import("./grid.js").Row} */ (grid.rows.find(({ kind }) => kind !== "labels"));
  const top = Math.max(0, y - 3);
  pen.strokeStyle = palette.ink;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(step * grid.column + 1, top, grid.column - 2, grid.height - top - 1, 4);
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {string} font @param {CanvasTextAlign} align */
function write(pen, font, align) {
  pen.font = font;
  pen.textAlign = align;
  pen.textBaseline = "middle";
}
