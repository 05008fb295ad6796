/**
 * The blades of a valve: two per lane, as far apart as the gate's value; beside them the number and the mark of a pin.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./geometry.js").Point} Point
 */

import { set, setText } from "../base/dom.js";
import { short } from "../base/numbers.js";
import { beside, frame, lanes } from "./geometry.js";
import { areCrowded, numberPitch } from "./letters.js";

export const BLADE = 12;
export const UPSTREAM = 17;

/**
 * Numbers that are too wide for their lanes stand in rows: how wide the largest are, and how far apart their rows; `gauge` is how far
 * the plate reaches along the flow to hold them. Letters are larger, in the drawing's units, where it is wide.
 */
const SIZES = { wide: { number: 36, row: 13.9, gauge: 54 }, tall: { number: 30, row: 12.5, gauge: 50 } };
/** @param {Pick<Layout, "name">} layout */
export const sizesOf = ({ name }) => (name === "tall" ? SIZES.tall : SIZES.wide);

const MOST_ROWS = 3;
/** What a valve's plate stands out beyond its pipe, and its numbers stay within it. */
const [OVERHANG, WITHIN] = [8, 4];

/** Half of the height of a valve's plate, so that it holds its numbers. @param {Layout} layout @param {Point} along @param {number} count of lanes */
export function halfOf(layout, along, count) {
  const { spread, bore, water } = layout;
  const { pitch } = lanes(count, spread);
  const numbers = isUpright(along) ? (count - 1) * pitch + sizesOf(layout).number : 0;
  return Math.max((spread + bore - water) / 2 + OVERHANG, numbers / 2 + WITHIN);
}

/** @param {Point} along */
const isUpright = (along) => Math.abs(along[1]) > Math.abs(along[0]);

/**
 * Where a valve's numbers stand: each in a row, counted from the middle one, and across the flow beside the others. Where they
 * would touch nevertheless, that of the lane in the spotlight is shown; the table has all.
 *
 * @param {Layout} layout
 * @param {Point} along
 * @param {number} count of lanes
 */
export function numberPlaces(layout, along, count) {
  const { pitch, offsets } = lanes(count, layout.spread);
  if (isUpright(along)) {
    const { number } = sizesOf(layout);
    const rows = Math.min(MOST_ROWS, Math.ceil(number / pitch));
    const places = offsets.map((v, index) => ({ row: (index % rows) - (rows - 1) / 2, v }));
    return { places, crowded: count > rows && rows * pitch < number };
  }
  const room = (2 * (halfOf(layout, along, count) - WITHIN)) / count;
  const apart = Math.min(numberPitch(pitch), Math.max(pitch, room));
  return { places: offsets.map((v) => ({ row: 0, v: (v * apart) / pitch })), crowded: count > 1 && areCrowded(apart) };
}
/** What can be pressed extends beyond what is seen, as far as the neighbours allow. */
const [OUTWARD, INWARD] = [21, 5];

/** A rectangle in the valve's frame. @param {number} u1 @param {number} v1 @param {number} u2 @param {number} v2 */
export const box = (u1, v1, u2, v2) => ({
  x: Math.min(u1, u2),
  y: Math.min(v1, v2),
  width: Math.abs(u1 - u2),
  height: Math.abs(v1 - v2),
});

/** What marks a pin, around its middle. @param {Dom["svg"]} svg */
export const pinSign = (svg) => [svg("circle", { r: 5.5 }), svg("path", { d: "M-2 -2L2 2M2 -2L-2 2" })];

/**
 * @param {Dom} dom
 * @param {Layout} layout
 * @param {import("./layout.js").Place} place of the plate
 * @param {readonly number[]} units
 * @param {import("./valve.js").Hand} hand a pin's mark is pressed to remove the pin
 */
export function mountBlades({ svg }, layout, { at, along }, units, { release, laneName, pinned: held }) {
  const { pitch, full, offsets } = lanes(units.length, layout.spread);
  /** @param {number} u @param {number} v @returns {Point} */
  const spot = (u, v) => beside(at, along, layout.flip, u, v);
  const { row: apart, gauge } = sizesOf(layout);
  const { places, crowded } = numberPlaces(layout, along, units.length);
  const reach = Math.min(13, pitch / 2);
  const blades = units.map((unit, index) => {
    const v = offsets[index];
    const near = svg("rect", { class: "blade" });
    const far = svg("rect", { class: "blade" });
    const grip = svg("rect", { ...box(-UPSTREAM, v - pitch / 2, gauge, v + pitch / 2), class: "grip" });
    const ring = svg("rect", { ...box(-UPSTREAM + 2, v - pitch / 2, gauge - 2, v + pitch / 2), class: "ring", rx: 3 });
    const { row, v: aside } = places[index];
    const [x, y] = spot((BLADE / 2 + gauge) / 2 + 1 + row * apart, aside);
    const attributes = { "data-unit": unit, "data-row": row * along[1] || null };
    const number = svg("text", { x, y, class: crowded ? "gauge crowded" : "gauge", ...attributes });
    const pin = svg(
      "g",
      { class: "pin-mark", transform: `translate(${spot(-UPSTREAM - 2, v)})`, onclick: () => release(unit) },
      svg("title", {}, `${laneName(unit)} (${held})`),
      svg("rect", {
        ...box(-OUTWARD, -reach, INWARD, reach),
        class: "grip",
        transform: frame([0, 0], along, layout.flip),
      }),
      ...pinSign(svg),
    );
    const element = svg("g", { class: "lane-blade", "data-unit": unit }, near, far, grip, ring);
    return { unit, v, near, far, number, pin, element };
  });

  /**
   * @param {(number|null)[]} openings by lane, null while the valve is not set
   * @param {boolean[]} pinned by lane
   * @param {number} spotlight the unit in the spotlight
   */
  function update(openings, pinned, spotlight) {
    blades.forEach(({ unit, v, near, far, number, pin, element }, index) => {
      const opening = openings[index];
      const gap = (opening ?? 0) * full;
      set(near, box(-BLADE / 2, v - pitch / 2, BLADE / 2, v - gap / 2));
      set(far, box(-BLADE / 2, v + gap / 2, BLADE / 2, v + pitch / 2));
      set(element, { "data-opening": opening, "data-gap": opening === null ? null : gap });
      number.classList.toggle("spot", unit === spotlight && units.length > 1);
      setText(number, opening === null ? "" : short(opening));
      pin.classList.toggle("on", pinned[index]);
    });
  }
  return { blades, update };
}
