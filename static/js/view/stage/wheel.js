/**
 * A handwheel: its spokes turn with the opening.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./geometry.js").Point} Point
 */

import { set } from "../base/dom.js";

export const WHEEL = 16;
const SPOKES = 5;
const SWEEP = 300;

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
