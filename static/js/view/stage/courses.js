/**
 * The course of each lane: beside the middle of its pipe, and how it meets the lanes of other pipes.
 *
 * @typedef {Pick<import("./layout.js").Layout, "flip"|"bend"|"nodes"|"pipes">} Layout what a course needs of a layout
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../unit/blueprint.js").PipeEdge} PipeEdge
 * @typedef {import("./geometry.js").Point} Point
 */

import { beside, corner, direction, lane, path } from "./geometry.js";

/**
 * The course of one lane in a pipe: parallel to its polyline, but up to the lane's own corner where the pipe joins or forks.
 *
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {PipeEdge} pipe
 * @param {number} offset
 * @returns {Point[]}
 */
export function course(blueprint, layout, pipe, offset) {
  const points = lane(layout.pipes[pipe.id], layout.flip, offset);
  const first = meeting(blueprint, layout, pipe.from, offset);
  const last = meeting(blueprint, layout, pipe.to, offset);
  return [first ?? points[0], ...points.slice(1, -1), last ?? points[points.length - 1]];
}

/** The same as an SVG path. @param {Blueprint} blueprint @param {Layout} layout @param {PipeEdge} pipe @param {number} offset */
export const parallel = (blueprint, layout, pipe, offset) =>
  path(course(blueprint, layout, pipe, offset), layout.bend, layout.flip, offset);

/** The two edges of a stream. @param {Blueprint} blueprint @param {Layout} layout @param {PipeEdge} pipe @param {number} offset @param {number} width */
export const edges = (blueprint, layout, pipe, offset, width) =>
  [-width / 2, width / 2].map((away) => parallel(blueprint, layout, pipe, offset + away)).join("");

/** @param {Blueprint} blueprint @param {Layout} layout @param {string} id @param {number} offset @returns {Point|null} */
function meeting(blueprint, layout, id, offset) {
  const kind = kindOf(blueprint, id);
  const { at, along, into } = layout.nodes[id] ?? {};
  return into && (kind === "sum" || kind === "copy") ? corner(at, into, along, layout.flip, offset) : null;
}

/**
 * The end at which a pipe comes in from the side: it meets another pipe's wall there, and its lanes cross other lanes.
 *
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {PipeEdge} pipe
 * @returns {"first"|"last"|null}
 */
export function side(blueprint, layout, pipe) {
  const points = layout.pipes[pipe.id];
  const last = points.length - 1;
  const { [pipe.from]: start, [pipe.to]: end } = layout.nodes;
  if (kindOf(blueprint, pipe.to) === "sum" && turns(direction(points[last - 1], points[last]), end.along))
    return "last";
  const isFork = kindOf(blueprint, pipe.from) === "copy";
  return isFork && turns(start.into ?? start.along, direction(points[0], points[1])) ? "first" : null;
}

/** @param {Blueprint} blueprint @param {string} id */
const kindOf = ({ nodes }, id) => nodes.find((node) => node.id === id)?.kind;

/** @param {Point} a @param {Point} b */
const turns = (a, b) => a[0] * b[0] + a[1] * b[1] < 0.7;

/**
 * A line shortened at its first or last end.
 *
 * @param {readonly Point[]} line
 * @param {"first"|"last"|null} end
 * @param {number} length
 * @returns {Point[]}
 */
export function shorten(line, end, length) {
  const points = [...line];
  const last = points.length - 1;
  if (end === "last") points[last] = beside(points[last], direction(points[last], points[last - 1]), 1, length, 0);
  if (end === "first") points[0] = beside(points[0], direction(points[0], points[1]), 1, length, 0);
  return points;
}
