/**
 * Where the plumbing is: each view has one set of coordinates for wide screens and one for narrow ones, which come with the
 * blueprint. Lengths are in the units of the drawing, close to CSS pixels at its natural size. Views of the same width have the
 * same places, so that one can turn into the other.
 *
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Flip} Flip
 * @typedef {{at: Point, along: Point, into?: Point}} Place `along`: the direction of flow; `into`: at a joint or fork, the direction that it meets
 * @typedef {{at: Point, anchor: "start"|"middle"|"end", lines: 1|2}} LabelPlace `lines`: 2 if the symbol is below the words
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
 * @property {Record<string, Point>} [plates] how far each valve's plate is from its pipe, with the flow and across it; without: on it
 * @property {Record<string, Point>} [inverts] where a signal is inverted, by the valve that it opens
 * @property {{of: string, at: Point, along: Point}[]} flanges each of one of the parts
 * @property {Record<string, LabelPlace>} labels
 * @property {Record<string, Point>} badges by phase
 * @property {Record<string, {at: Point, along: Point}>} gauges where lanes end and their numbers are
 * @property {Record<string, Box>} values where the values of signals are listed
 * @property {{head: Box, answer: Box, wires: Record<string, Point[]>}} [readout] the head's matrix and its answer; their `at` is in the middle
 */

import { blueprintNamed, FIRST_BLUEPRINT } from "../../unit/blueprint.js";

const NARROW = 620;

/** Whether a unit has this view: without a memory of its own, there is no Cell. @param {Blueprint} blueprint @param {string} view */
export const hasView = ({ layouts }, view) => view in layouts;

/**
 * The layout of a view; before it has been fetched, one of the same size.
 *
 * @param {Blueprint} blueprint
 * @param {string} view
 * @param {number} width of the place for the drawing, in CSS pixels
 * @returns {Readonly<Layout>}
 */
export function layoutFor(blueprint, view, width) {
  const layouts = blueprint.layouts[view] ?? blueprint.layouts.pipe ?? blueprintNamed(FIRST_BLUEPRINT).layouts.pipe;
  const { wide, tall } = /** @type {Record<string, any>} */ (layouts);
  return width < NARROW ? tall : wide;
}

/** The layout of a unit in the unrolled row. @param {Blueprint} blueprint @returns {Readonly<Layout>} */
export const rowOf = ({ layouts }) => layouts.row?.wide;
