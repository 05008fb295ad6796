/**
 * A plate valve on a pipe: a blade for each lane that opens by the gate's value, a handwheel that turns them all, and a
 * gauge with the numbers. One tab stop; left and right choose the wheel or a lane, up and down turn it, Delete removes the pin.
 *
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("../../unit/blueprint.js").PlumbingNode} PlumbingNode
 * @typedef {{turn: (units: readonly number[]|null, value: number) => void, release: (unit: number|null) => void,
 *   look: (unit: number|null) => void, name: string, laneName: (unit: number) => string, unset: string, pinned: string, fixed?: boolean}} Hand `fixed`: it only shows
 */

import { set, setText, svg } from "../base/dom.js";
import { plain, short } from "../base/numbers.js";
import { beside, frame, lanes } from "./geometry.js";
import { makeTurnable } from "./turnable.js";

const BLADE = 12;
const UPSTREAM = 17;
const GAUGE = 50;
const OVERHANG = 8;
const WHEEL = 16;
const SWEEP = 300;

/** A rectangle in the valve's frame. @param {number} u1 @param {number} v1 @param {number} u2 @param {number} v2 */
const box = (u1, v1, u2, v2) => ({
  x: Math.min(u1, u2),
  y: Math.min(v1, v2),
  width: Math.abs(u1 - u2),
  height: Math.abs(v1 - v2),
});

/**
 * @param {Layout} layout
 * @param {PlumbingNode} node
 * @param {readonly number[]} units
 * @param {Hand} hand
 */
export function mountValve(layout, node, units, hand) {
  const { at, along } = layout.nodes[node.id];
  const { side } = layout.wheels[node.id];
  const { pitch, full, offsets } = lanes(units.length, layout.water);
  const half = layout.bore / 2 + OVERHANG;
  /** @param {number} u @param {number} v @returns {Point} */
  const spot = (u, v) => beside(at, along, layout.flip, u, v);

  const [wx, wy] = spot(0, side * (half + layout.stem + WHEEL * 0.6));
  const spokes = svg("g", { class: "spokes" });
  for (let spoke = 0; spoke < 5; spoke++) {
    const angle = (spoke * 2 * Math.PI) / 5 - Math.PI / 2;
    spokes.append(svg("line", { x1: 0, y1: 0, x2: Math.cos(angle) * WHEEL, y2: Math.sin(angle) * WHEEL }));
  }
  spokes.append(svg("circle", { cy: -WHEEL, r: 3.4, class: "knob" }));
  const wheel = svg(
    "g",
    { class: "wheel", transform: `translate(${wx} ${wy})` },
    svg("circle", { r: WHEEL + 8, class: "grip" }),
    svg("circle", { r: WHEEL + 5, class: "ring" }),
    svg("circle", { r: WHEEL, class: "rim" }),
    spokes,
    svg("circle", { r: 4.5, class: "hub" }),
  );

  const upright = Math.abs(along[1]) > Math.abs(along[0]) && pitch < 27;
  const blades = units.map((unit, index) => {
    const v = offsets[index];
    const near = svg("rect", { class: "blade" });
    const far = svg("rect", { class: "blade" });
    const grip = svg("rect", { ...box(-UPSTREAM, v - pitch / 2, GAUGE, v + pitch / 2), class: "grip" });
    const ring = svg("rect", { ...box(-UPSTREAM + 2, v - pitch / 2, GAUGE - 2, v + pitch / 2), class: "ring", rx: 3 });
    const [x, y] = spot((BLADE / 2 + GAUGE) / 2 + 1, v);
    const turned = upright ? `rotate(-90 ${x} ${y})` : null;
    const number = svg("text", { x, y, class: "gauge", "data-unit": unit, transform: turned });
    const pin = svg(
      "g",
      { class: "pin-mark", transform: `translate(${spot(-UPSTREAM - 2, v)})`, onclick: () => hand.release(unit) },
      svg("circle", { r: 5.5 }),
      svg("path", { d: "M-2 -2L2 2M2 -2L-2 2" }),
    );
    const group = svg("g", { class: "lane-blade", "data-unit": unit }, near, far, grip, ring);
    return { unit, v, near, far, number, pin, group };
  });

  const shape = svg(
    "g",
    { transform: frame(at, along, layout.flip) },
    svg("rect", { ...box(-3.5, side * half, 3.5, side * (half + layout.stem)), class: "stem" }),
    svg("rect", { ...box(-UPSTREAM, -half, GAUGE, half), rx: 9, class: "plate" }),
    svg("rect", { ...box(BLADE / 2 + 5, 4 - half, GAUGE - 3, half - 4), rx: 6, class: "gauge-plate" }),
    svg("rect", { ...box(-BLADE / 2, 3 - half, BLADE / 2, half - 3), class: "guide" }),
    ...blades.map(({ group: blade }) => blade),
  );
  const group = svg(
    "g",
    {
      class: `valve role-${node.role}`,
      "data-valve": node.id,
      "data-part": node.id,
      role: "group",
      "aria-label": hand.name,
    },
    shape,
    ...blades.map(({ number }) => number),
    wheel,
    ...blades.map(({ pin }) => pin),
  );

  /** @type {(number|null)[]} */
  let openings = [];
  /** @type {number[]} */
  let values = [];
  const mean = () => values.reduce((sum, value) => sum + value, 0) / values.length;
  const handles = [
    {
      element: wheel,
      label: hand.laneName(-1),
      read: mean,
      turn: (/** @type {number} */ value) => hand.turn(null, value),
      release: () => hand.release(null),
      look: () => hand.look(null),
    },
    ...blades.map(({ unit, group: element }, index) => ({
      element,
      label: hand.laneName(unit),
      read: () => values[index],
      turn: (/** @type {number} */ value) => hand.turn([unit], value),
      release: () => hand.release(unit),
      look: () => hand.look(unit),
    })),
  ];
  group.classList.toggle("fixed", hand.fixed === true);
  if (!hand.fixed) makeTurnable(group, handles);

  /**
   * @param {(number|null)[]} drawn the openings by lane, null while the valve is not set
   * @param {number[]} true_ the gate's values at this step, by lane
   * @param {boolean[]} pinned by lane
   * @param {{unit: number, active: boolean}} look
   */
  function update(drawn, true_, pinned, look) {
    openings = drawn;
    values = true_;
    const set_ = openings[0] !== null;
    group.classList.toggle("unset", !set_);
    group.classList.toggle("active", look.active);
    blades.forEach(({ unit, v, near, far, number, pin, group: blade }, index) => {
      const opening = openings[index];
      const gap = (opening ?? 0) * full;
      set(near, box(-BLADE / 2, v - pitch / 2, BLADE / 2, v - gap / 2));
      set(far, box(-BLADE / 2, v + gap / 2, BLADE / 2, v + pitch / 2));
      set(blade, {
        "data-opening": opening,
        "data-gap": opening === null ? null : gap,
        ...spoken(opening, pinned[index]),
      });
      number.classList.toggle("spot", unit === look.unit && units.length > 1);
      setText(number, opening === null ? "?" : short(opening));
      pin.classList.toggle("on", pinned[index]);
    });
    const share = set_ ? mean() : null;
    set(wheel, spoken(share, pinned.every(Boolean)));
    set(spokes, { transform: `rotate(${(share ?? 0) * SWEEP})` });
  }

  /** @param {number|null} value @param {boolean} pinned */
  const spoken = (value, pinned) =>
    hand.fixed
      ? {}
      : {
          "aria-valuenow": value ?? 0,
          "aria-valuetext": value === null ? hand.unset : plain(value) + (pinned ? ` (${hand.pinned})` : ""),
        };

  return { group, update };
}
