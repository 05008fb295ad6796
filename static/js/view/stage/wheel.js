/**
 * A handwheel: its spokes turn with the opening.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./geometry.js").Point} Point
 */

import { set } from "../base/dom.js";

export const WHEEL = 16;
const SPOKES = 5;
/** Degrees from shut to open. */
export const SWEEP = 300;

/** So close to the hub a hand has no angle. */
const DEAD = 5;

/**
 * How far a hand has come around a hub between two places, the shorter way; null if one of them is at the hub itself.
 *
 * @param {{x: number, y: number}} hub
 * @param {{clientX: number, clientY: number}} from
 * @param {{clientX: number, clientY: number}} to
 * @returns {number|null} in degrees, clockwise
 */
export function angleBetween(hub, from, to) {
  const arms = [from, to].map(({ clientX, clientY }) => [clientX - hub.x, clientY - hub.y]);
  if (arms.some(([x, y]) => Math.hypot(x, y) < DEAD)) return null;
  const [before, after] = arms.map(([x, y]) => (Math.atan2(y, x) * 180) / Math.PI);
  return ((after - before + 540) % 360) - 180;
}

/** @param {Dom} dom @param {Pick<import("./layout.js").Layout, "symbols">} layout where symbols are drawn, it is the × @param {Point} at its hub @param {import("./drawing.js").Signs} [signs] */
export function mountWheel(dom, layout, [x, y], signs) {
  const { svg } = dom;
  const spokes = svg("g", { class: "spokes" });
  for (let spoke = 0; spoke < SPOKES; spoke++) {
    const angle = (spoke * 2 * Math.PI) / SPOKES - Math.PI / 2;
    spokes.append(svg("line", { x1: 0, y1: 0, x2: Math.cos(angle) * WHEEL, y2: Math.sin(angle) * WHEEL }));
  }
  spokes.append(svg("circle", { cy: -WHEEL, r: 3.4, class: "knob" }));
  const element = svg(
    "g",
    { class: "wheel", transform: `translate(${x} ${y})` },
    svg("circle", { r: WHEEL + 8, class: "grip" }),
    svg("circle", { r: WHEEL + 5, class: "ring" }),
    svg(
      "g",
      { opacity: 1 - layout.symbols },
      svg("circle", { r: WHEEL, class: "rim" }),
      spokes,
      svg("circle", { r: 4.5, class: "hub" }),
    ),
    ...(signs?.operation(dom, layout, "×") ?? []),
  );
  /** @param {number|null} share how far the valve is open */
  const turn = (share) => set(spokes, { transform: `rotate(${(share ?? 0) * SWEEP})` });
  return { element, turn };
}
