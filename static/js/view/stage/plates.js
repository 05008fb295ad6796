/**
 * A small valve: only the blades of its lanes, opened by the gate's value. It cannot be turned.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {Pick<import("./layout.js").Layout, "nodes"|"flip"|"water"|"bore">} Layout
 */

import { set } from "../base/dom.js";
import { frame, lanes } from "./geometry.js";

const BLADE = 10;

/**
 * @param {Dom} dom
 * @param {Layout} layout
 * @param {import("../../unit/blueprint.js").PlumbingNode} node
 * @param {readonly number[]} units
 */
export function mountPlates({ svg }, layout, node, units) {
  const { at, along } = layout.nodes[node.id];
  const { pitch, full, offsets } = lanes(units.length, layout.water);
  const half = layout.bore / 2 + 3;
  const x = -BLADE / 2;
  const blades = units.map((unit, index) => {
    const parts = [0, 1].map(() => svg("rect", { class: "blade", x, width: BLADE, "data-unit": unit }));
    return { v: offsets[index], near: parts[0], far: parts[1] };
  });
  const plate = svg("rect", { class: "plate", x: x - 2, y: -half, width: BLADE + 4, height: 2 * half, rx: 4 });
  const group = svg(
    "g",
    { class: `valve small role-${node.role}`, "data-valve": node.id, transform: frame(at, along, layout.flip) },
    plate,
    ...blades.flatMap(({ near, far }) => [near, far]),
  );

  /** @param {(number|null)[]} openings by lane, null while the valve is not set */
  function update(openings) {
    group.classList.toggle("unset", openings[0] === null);
    for (const [index, { v, near, far }] of blades.entries()) {
      const gap = (openings[index] ?? 0) * full;
      set(near, { y: v - pitch / 2, height: (pitch - gap) / 2 });
      set(far, { y: v + gap / 2, height: (pitch - gap) / 2 });
    }
  }
  return { group, update };
}
