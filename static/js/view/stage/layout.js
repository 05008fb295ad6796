/**
 * Where the plumbing is: each view has one set of coordinates for wide screens and one for narrow ones, which come with the
 * blueprint. Lengths are in the units of the drawing, close to CSS pixels at its natural size. Views of the same width have the
 * same places, so that one can turn into the other.
 *
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Flip} Flip
 * @typedef {{at: Point, along: Point, into?: Point}} Place `along`: the direction of flow; `into`: at a joint or fork, the direction that it meets
 * @typedef {{at: Point, anchor: "start"|"middle"|"end"}} LabelPlace
 * @typedef {{at: Point, size: Point}} Box
 * @typedef {object} Layout
 * @property {string} name
 * @property {Point} origin the drawing's upper left corner
 * @property {Point} size
 * @property {Flip} flip
 * @property {number} bore inside width of a pipe
 * @property {number} water the part of the bore that lanes share
 * @property {number} spread the width that the lanes' numbers share
 * @property {number} symbols 1 if circles with signs stand for valves and sums, 0 if they are drawn themselves
 * @property {number} stem distance of a handwheel from its valve
 * @property {number} bend radius of a pipe's bend
 * @property {Box} body the outline of the unit
 * @property {Box & {solid: number}} tank the Cell; `solid` is 0 if memory runs through a pipe
 * @property {Box & {solid: number}} lid what hides the inside; `solid` is 0 if it has been lifted
 * @property {Record<string, Place>} nodes
 * @property {Record<string, Box>} nets
 * @property {Record<string, Point[]>} pipes
 * @property {Record<string, Point[]>} wires
 * @property {Record<string, {side: 1|-1}>} wheels the side of its valve on which each handwheel is
 * @property {Record<string, Point>} plates how far each valve's plate is from its pipe, with the flow and across it
 * @property {Record<string, Point>} inverts where a signal is inverted, by the valve that it opens
 * @property {{of: string, at: Point, along: Point}[]} flanges each of one of the parts
 * @property {Record<string, LabelPlace>} labels
 * @property {Record<string, Point>} badges by phase
 * @property {Record<string, {at: Point, along: Point}>} gauges where lanes end and their numbers are
 * @property {Record<string, Box>} values where the values of signals are listed
 * @property {{head: Box, answer: Box, wires: Record<string, Point[]>}} [readout] the head's matrix and its answer; their `at` is in the middle
 */

import { stopsOf } from "../../unit/blueprint.js";
import { direction } from "./geometry.js";

const NARROW = 620;

/** Whether a unit has this view: without a memory of its own, there is no Cell. @param {Blueprint} blueprint @param {string} view */
export const hasView = ({ layouts }, view) => view in layouts;

/**
 * @param {Blueprint} blueprint
 * @param {string} view
 * @param {number} width of the place for the drawing, in CSS pixels
 * @returns {Readonly<Layout>}
 */
export function layoutFor(blueprint, view, width) {
  const { wide, tall } = blueprint.layouts[view] ?? /** @type {Record<string, any>} */ (blueprint.layouts.pipe);
  return width < NARROW ? tall : wide;
}

/** Whether a layout is needed that the page did not bring. @param {Blueprint} blueprint @param {Pick<import("../../state/app_state.js").AppState, "view"|"between">} state */
export const isLate = ({ layouts }, { view, between: place }) =>
  layouts[view] === null || (place !== null && Object.values(layouts).includes(null));

/**
 * The layout of what is shown, which may be on its way from one view to another.
 *
 * @param {Blueprint} blueprint
 * @param {Pick<import("../../state/app_state.js").AppState, "view"|"between">} state
 * @param {number} width of the place for the drawing, in CSS pixels
 * @returns {Readonly<Layout>}
 */
export function layoutOf(blueprint, { view, between: place }, width) {
  const stops = stopsOf(blueprint);
  if (place === null || place > stops.length - 1 || stops[Math.round(place)] !== view)
    return layoutFor(blueprint, view, width);
  const before = Math.floor(place);
  const [from, to] = [before, before + 1].map((stop) => layoutFor(blueprint, stops[stop], width));
  return between(from, to, place - before);
}

/** The layout of a unit in the unrolled row. @param {Blueprint} blueprint @returns {Readonly<Layout>} */
export const rowOf = ({ layouts }) => layouts.row?.wide;

/**
 * A layout between two others: all places are interpolated, everything else is taken from the nearer one.
 *
 * @param {Readonly<Layout>} from
 * @param {Readonly<Layout>} to
 * @param {number} share 0 is `from`, 1 is `to`
 * @returns {Readonly<Layout>}
 */
export function between(from, to, share) {
  if (share <= 0) return from;
  if (share >= 1) return to;
  /** @type {Layout} */
  const layout = mix(from, to, share);
  for (const flange of layout.flanges) flange.along = direction([0, 0], flange.along);
  for (const node of Object.values(layout.nodes)) {
    node.along = direction([0, 0], node.along);
    if (node.into) node.into = direction([0, 0], node.into);
  }
  return layout;
}

/** What is never between two layouts, but always as in one of them. */
const WHOLE = new Set(["flip", "side"]);

/**
 * @template T
 * @param {T} from
 * @param {T} to
 * @param {number} share
 * @returns {T}
 */
function mix(from, to, share) {
  if (typeof from === "number" && typeof to === "number") return /** @type {T} */ (from + (to - from) * share);
  const near = share < 0.5 ? from : to;
  if (typeof near !== "object" || !near || !from || !to) return near;
  if (isLine(from) && isLine(to)) {
    const count = Math.max(from.length, to.length);
    const [a, b] = [lengthen(from, count), lengthen(to, count)];
    return /** @type {T} */ (a.map((point, index) => point.map((value, axis) => mix(value, b[index][axis], share))));
  }
  const mixed = Object.entries(near).map(([key, value]) => {
    const [a, b] = [/** @type {any} */ (from)[key], /** @type {any} */ (to)[key]];
    return [key, a === undefined || b === undefined || WHOLE.has(key) ? value : mix(a, b, share)];
  });
  return /** @type {T} */ (Array.isArray(near) ? mixed.map(([, value]) => value) : Object.fromEntries(mixed));
}

/** @param {unknown} value @returns {value is Point[]} */
const isLine = (value) => Array.isArray(value) && Array.isArray(value[0]);

/** The same line with more points: the longest segment is halved until there are enough. @param {Point[]} line @param {number} count */
function lengthen(line, count) {
  const points = [...line];
  while (points.length < count) {
    const lengths = points.slice(1).map(([x, y], index) => Math.hypot(x - points[index][0], y - points[index][1]));
    const longest = lengths.indexOf(Math.max(...lengths));
    const [[ax, ay], [bx, by]] = [points[longest], points[longest + 1]];
    points.splice(longest + 1, 0, [(ax + bx) / 2, (ay + by) / 2]);
  }
  return points;
}
