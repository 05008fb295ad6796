/**
 * Parallel lines: how the lanes of a pipe run, bend and meet, at any angle. Pure.
 *
 * Lane k runs parallel to its pipe's polyline, at the distance `offset` across the flow; on a flipped layout "across" points the
 * other way, so that lane 1 is the topmost or leftmost in both.
 *
 * Bends are concentric, and a lane that joins from the side ends at the mitre of the two directions, where the lane's sum is
 * drawn. This lets eight lanes meet without a hand-made drawing for each number of lanes.
 *
 * @typedef {[number, number]} Point
 * @typedef {1|-1} Flip
 */

/** Sharper bends are cut, not mitred: the outer corner would be too far out. As 1 + cos of the turn. */
const SHARPEST = 0.25;

/** @param {Point} from @param {Point} to @returns {Point} the unit vector, or nothing's length where the points are one */
export function direction(from, to) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  return length ? [dx / length, dy / length] : [0, 0];
}

/** @param {Point} along @param {Flip} flip @returns {Point} the unit vector across the flow */
export function across(along, flip) {
  return [-along[1] * flip || 0, along[0] * flip || 0];
}

/** @param {Point} at @param {Point} along @param {Flip} flip @param {number} u @param {number} v @returns {Point} u along, v across */
export function beside(at, along, flip, u, v) {
  const [nx, ny] = across(along, flip);
  return [at[0] + along[0] * u + nx * v, at[1] + along[1] * u + ny * v];
}

/**
 * An SVG transform from a part's own frame, u along the flow and v across it, to the drawing.
 *
 * @param {Point} at
 * @param {Point} along
 * @param {Flip} flip
 */
export function frame(at, along, flip) {
  return `matrix(${[...along, ...across(along, flip), ...at].map(round).join(" ")})`;
}

/**
 * Where a lane turns at a corner between two directions: the mitre.
 *
 * @param {Point} at
 * @param {Point} into
 * @param {Point} outOf
 * @param {Flip} flip
 * @param {number} offset
 * @returns {Point}
 */
export function corner(at, into, outOf, flip, offset) {
  const [ax, ay] = across(into, flip);
  const [bx, by] = across(outOf, flip);
  const stretch = offset / Math.max(SHARPEST, 1 + ax * bx + ay * by);
  return [at[0] + stretch * (ax + bx), at[1] + stretch * (ay + by)];
}

/**
 * The parallel to a polyline.
 *
 * @param {readonly Point[]} points
 * @param {Flip} flip
 * @param {number} offset
 * @returns {Point[]}
 */
export function lane(points, flip, offset) {
  const last = points.length - 1;
  return points.map((at, index) => {
    const into = direction(points[Math.max(0, index - 1)], points[Math.max(1, index)]);
    const outOf = direction(points[Math.min(index, last - 1)], points[Math.min(index + 1, last)]);
    return corner(at, into, outOf, flip, offset);
  });
}

/**
 * An SVG path through the points, with concentrically rounded corners: `radius` is that of the pipe's centre line.
 *
 * @param {readonly Point[]} points
 * @param {number} radius
 * @param {Flip} [flip]
 * @param {number} [offset]
 */
export function path(points, radius, flip = 1, offset = 0) {
  const parts = [`M${spot(points[0])}`];
  for (let index = 1; index < points.length - 1; index++) {
    const at = points[index];
    const into = direction(points[index - 1], at);
    const outOf = direction(at, points[index + 1]);
    const turn = Math.atan2(into[0] * outOf[1] - into[1] * outOf[0], into[0] * outOf[0] + into[1] * outOf[1]);
    const r = radius - offset * Math.sign(turn) * flip;
    const cut = r * Math.tan(Math.abs(turn) / 2);
    if (cut < 0.01) parts.push(`L${spot(at)}`);
    else {
      parts.push(`L${spot(beside(at, into, 1, -cut, 0))}`);
      parts.push(`A${round(r)} ${round(r)} 0 0 ${turn > 0 ? 1 : 0} ${spot(beside(at, outOf, 1, cut, 0))}`);
    }
  }
  parts.push(`L${spot(points[points.length - 1])}`);
  return parts.join("");
}

/**
 * The middles of `count` lanes that share a pipe, and the width of a full lane.
 *
 * @param {number} count
 * @param {number} width of the pipe's inside
 */
export function lanes(count, width) {
  const pitch = width / count;
  return {
    pitch,
    full: Math.min(56, pitch * 0.84),
    offsets: Array.from({ length: count }, (_, index) => (index + 0.5) * pitch - width / 2),
  };
}

/** @param {number} value */
const round = (value) => Math.round(value * 1000) / 1000 || 0;
/** @param {Point} point */
const spot = ([x, y]) => `${round(x)} ${round(y)}`;
