/**
 * A plate valve on a pipe: a pair of blades per lane that opens by the gate's value, a handwheel that turns all of them, and a
 * gauge with the numbers. It has one tab stop; left and right choose the wheel or a lane, up and down turn it, Delete removes the
 * pin. A valve that is turned by another one's wheel has no wheel and only shows its value.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../../unit/blueprint.js").PlumbingNode} PlumbingNode
 * @typedef {{turn: (units: readonly number[]|null, value: number) => void, release: (unit: number|null) => void,
 *   look: (unit: number|null) => void, name: string, laneName: (unit: number) => string, unset: string, pinned: string, fixed?: boolean}} Hand `fixed`: it only shows
 */

import { set } from "../base/dom.js";
import { plain } from "../base/numbers.js";
import { BLADE, box, halfOf, mountBlades, sizesOf, UPSTREAM } from "./blades.js";
import { beside, frame } from "./geometry.js";
import { makeTurnable } from "./turnable.js";
import { mountWheel, WHEEL } from "./wheel.js";

const ON_PIPE = /** @type {import("./geometry.js").Point} */ ([0, 0]);

/**
 * @param {Dom} dom
 * @param {Layout} layout
 * @param {PlumbingNode} node
 * @param {readonly number[]} units
 * @param {Hand} hand
 * @param {import("./drawing.js").Signs} [signs]
 */
export function mountValve(dom, layout, node, units, hand, signs) {
  const { at, along } = layout.nodes[node.id];
  const place = { at: beside(at, along, layout.flip, ...(layout.plates?.[node.id] ?? ON_PIPE)), along };
  const side = layout.wheels[node.id]?.side ?? null;
  const half = halfOf(layout, along, units.length);
  const wheel =
    side === null
      ? null
      : mountWheel(dom, layout, beside(at, along, layout.flip, 0, side * (half + layout.stem + WHEEL * 0.6)), signs);
  const { blades, update: updateBlades } = mountBlades(dom, layout, place, units, hand);
  const shape = dom.svg(
    "g",
    { transform: frame(place.at, along, layout.flip) },
    ...plates(dom, half, sizesOf(layout).gauge, 1 - 0.7 * layout.symbols),
    ...blades.map(({ element }) => element),
  );
  const group = dom.svg(
    "g",
    {
      class: `valve role-${node.role}`,
      "data-valve": node.id,
      "data-part": node.id,
      role: "group",
      "aria-label": hand.name,
    },
    ...(side === null ? [] : [stem(dom, layout, node.id, side * half)]),
    shape,
    ...blades.map(({ number }) => number),
    wheel?.element ?? dom.svg("g", { transform: `translate(${at})` }, ...(signs?.operation(dom, layout, "×") ?? [])),
    ...(signs?.inverted(dom, layout, node.id) ?? []),
    ...blades.map(({ pin }) => pin),
  );

  const isFixed = hand.fixed === true || !wheel;
  group.classList.toggle("fixed", isFixed);
  const hands = handsOf(hand, blades, wheel?.element, !layout.symbols);
  if (!isFixed) makeTurnable(group, hands.parts);

  /**
   * @param {(number|null)[]} drawn the openings by lane, null while the valve is not set
   * @param {number[]} true_ the gate's values at this step, by lane
   * @param {(number|null)[]} held by lane, the value of its pin at this step
   * @param {{unit: number, active: boolean}} look
   */
  function update(drawn, true_, held, look) {
    hands.take(true_.map((value, lane) => held[lane] ?? value));
    const pinned = held.map((value) => value !== null);
    const isSet = drawn[0] !== null;
    group.classList.toggle("unset", !isSet);
    group.classList.toggle("active", look.active);
    updateBlades(drawn, pinned, look.unit);
    const share = isSet ? mean(true_) : null;
    wheel?.turn(share);
    if (!wheel || isFixed) return;
    set(wheel.element, spoken(hand, share, pinned.every(Boolean)));
    for (const [index, { element }] of blades.entries()) set(element, spoken(hand, drawn[index], pinned[index]));
  }

  return { group, update };
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What of a valve a hand turns: all lanes by the wheel, or one. What it has done counts before its run is there, so that each of
 * two quick presses turns.
 *
 * @param {Hand} hand
 * @param {readonly {unit: number, element: SVGElement}[]} blades
 * @param {SVGElement|undefined} wheel
 * @param {boolean} isWheel
 */
function handsOf(hand, blades, wheel, isWheel) {
  /** @type {readonly number[]} as they are set */
  let values = [];
  const lanes = blades.map(({ unit, element }, index) => ({
    element,
    label: hand.laneName(unit),
    read: () => values[index],
    turn(/** @type {number} */ value) {
      values = values.with(index, value);
      hand.turn([unit], value);
    },
    release: () => hand.release(unit),
    look: () => hand.look(unit),
  }));
  const all = (/** @type {SVGElement} */ element) => ({
    element,
    label: hand.laneName(-1),
    read: () => mean(values),
    turn(/** @type {number} */ value) {
      values = values.map(() => value);
      hand.turn(null, value);
    },
    release: () => hand.release(null),
    look: () => hand.look(null),
    isWheel,
  });
  return {
    parts: wheel ? [all(wheel), ...lanes] : lanes,
    /** @param {readonly number[]} set by lane */
    take(set) {
      values = set;
    },
  };
}

/** What leads from a valve to its wheel. @param {Dom} dom @param {Layout} layout @param {string} valve @param {number} edge of its plate, towards the wheel */
const stem = ({ svg }, { nodes, flip, stem: length, symbols }, valve, edge) =>
  svg(
    "g",
    { transform: frame(nodes[valve].at, nodes[valve].along, flip), opacity: 1 - symbols },
    svg("rect", { ...box(-3.5, edge, 3.5, edge + Math.sign(edge) * length), class: "stem" }),
  );

/** What does not move: the plates below the blades. @param {Dom} dom @param {number} half the valve's height @param {number} end of its gauge @param {number} strength of its outline */
const plates = ({ svg }, half, end, strength) => [
  svg("rect", { ...box(-UPSTREAM, -half, end, half), rx: 9, class: "plate", "stroke-opacity": strength }),
  svg("rect", { ...box(BLADE / 2 + 5, 4 - half, end - 3, half - 4), rx: 6, class: "gauge-plate" }),
  svg("rect", { ...box(-BLADE / 2, 3 - half, BLADE / 2, half - 3), class: "guide" }),
];

/** @param {Hand} hand @param {number|null} value @param {boolean} pinned */
const spoken = ({ unset, pinned: held }, value, pinned) => ({
  "aria-valuenow": value ?? 0,
  "aria-valuetext": value === null ? unset : plain(value) + (pinned ? ` (${held})` : ""),
});
