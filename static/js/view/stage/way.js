/**
 * The way from one view to another, by itself or by hand: all places are interpolated between the two layouts. Fetched once the
 * first picture stands.
 *
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./layout.js").Layout} Layout
 */

import { stopsOf } from "../../unit/blueprint.js";
import { direction } from "./geometry.js";
import { layoutFor } from "./layout.js";

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
