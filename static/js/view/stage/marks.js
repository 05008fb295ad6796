/**
 * Where the marks of lanes stand: numbers of what exceeds its scale, and the amount that fills a lane whose scale is its own.
 *
 * @typedef {import("./geometry.js").Point} Point
 */

import { beside, direction } from "./geometry.js";

/** How far apart along the flow the marks of neighbours are that would otherwise touch. */
const EARLY = 0.36;
const APART = { upright: 15, narrow: 34 };

/**
 * The place of a lane's mark: in the middle of its longest stretch, clear of those of its neighbours.
 *
 * @param {readonly Point[]} line
 * @param {number} index of the lane
 * @param {number} count
 * @param {number} pitch
 */
export function middle(line, index, count, pitch) {
  const { from, to, length } = longest(line);
  const along = direction(from, to);
  const isUpright = Math.abs(along[1]) > 0.7;
  const places = isUpright ? count : pitch < 13 ? Math.min(count, 3) : 1;
  const apart = Math.min(isUpright ? APART.upright : APART.narrow, length / places);
  const shift = ((index % places) - (places - 1) / 2) * apart;
  const [x, y] = beside([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], along, 1, shift, 0);
  return { x, y };
}

/**
 * The pipe that says what fills the lanes of those apart: that with the longest free stretch, in drawings that have one.
 *
 * @param {import("../../unit/blueprint.js").Blueprint} blueprint
 * @param {Pick<import("./layout.js").Layout, "symbols"|"tank"|"pipes">} layout
 */
export function markedPipe({ pipes }, layout) {
  if (layout.symbols || layout.tank?.solid) return undefined;
  const lengthOf = (/** @type {{id: string}} */ { id }) => longest(layout.pipes[id]).length;
  return pipes.filter(({ apart }) => apart).toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
}

/** The place of a mark that stands for all lanes of a pipe: before the flange in the middle. @param {readonly Point[]} line */
export function early(line) {
  const { from, to } = longest(line);
  return { x: from[0] + EARLY * (to[0] - from[0]), y: from[1] + EARLY * (to[1] - from[1]) };
}

/** A line's longest stretch. @param {readonly Point[]} line */
function longest(line) {
  const stretches = line.slice(1).map((to, at) => ({ from: line[at], to, length: distance(line[at], to) }));
  return stretches.reduce((best, next) => (next.length > best.length ? next : best));
}

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);
