/**
 * A place in the picture, the same for a phone's tall drawing and a projector's wide one: what is near a part in one is as near to it
 * in the other. On the wire it is a share of the wide drawing's width and height. Pure.
 *
 * @typedef {import("../../view/stage/layout.js").Layout} Layout
 * @typedef {readonly [number, number]} Point
 */

/** @param {Point} a @param {readonly number[]} b */
const distance = ([x, y], [u, v]) => Math.hypot(x - u, y - v);

/** The part that is nearest to a point. @param {Layout} layout @param {Point} point @returns {string} */
export function nearest({ nodes }, point) {
  const [[id]] = Object.entries(nodes).sort(([, a], [, b]) => distance(point, a.at) - distance(point, b.at));
  return id;
}

/** Where a point of one layout is in another. @param {Layout} from @param {Layout} to @param {Point} point @returns {Point} */
function carried(from, to, [x, y]) {
  const id = nearest(from, [x, y]);
  const [a, b] = [from.nodes[id].at, to.nodes[id].at];
  return [b[0] + x - a[0], b[1] + y - a[1]];
}

/** @param {number} share */
const clamped = (share) => Math.min(1, Math.max(0, share));

/** What goes on the wire. @param {Layout} drawn @param {Layout} wide @param {Point} point of the drawing @returns {Point} */
export function toShares(drawn, wide, point) {
  const [x, y] = drawn === wide ? point : carried(drawn, wide, point);
  return [clamped((x - wide.origin[0]) / wide.size[0]), clamped((y - wide.origin[1]) / wide.size[1])];
}

/** Where it is in a drawing. @param {Layout} drawn @param {Layout} wide @param {Point} shares @returns {Point} */
export function fromShares(drawn, wide, [u, v]) {
  /** @type {Point} */
  const point = [wide.origin[0] + u * wide.size[0], wide.origin[1] + v * wide.size[1]];
  return drawn === wide ? point : carried(wide, drawn, point);
}
