/**
 * The fittings other than valves: the tanh that squeezes, the sums at the joint, the Cell's tank.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { set, setText } from "../base/dom.js";
import { short } from "../base/numbers.js";
import { unitWord } from "../base/words.js";
import { corner, lanes } from "./geometry.js";

/**
 * The tanh, which squeezes and is not a valve; null if the unit has none.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 */
export function mountSqueeze({ svg }, { nodes }, layout) {
  const node = nodes.find(({ kind }) => kind === "squeeze");
  if (!node) return null;
  const { at, along } = layout.nodes[node.id];
  const angle = (Math.atan2(along[1], along[0]) * 180) / Math.PI - 90;
  const [width, height] = [layout.bore + 22, 28];
  const group = svg(
    "g",
    { class: "squeeze", "data-part": node.id, transform: `translate(${at}) rotate(${angle})`, "aria-hidden": "true" },
    svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: 14 }),
    svg("text", {}, "tanh"),
  );
  return {
    group,
    update: (/** @type {number} */ phase) => group.classList.toggle("live", phase >= node.phase),
  };
}

/**
 * The sums at the T-joint, one per lane; null if nothing joins.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {number} count
 * @param {import("./drawing.js").Signs} [signs]
 */
export function mountSums(dom, { nodes }, layout, count, signs) {
  const { svg } = dom;
  const node = nodes.find(({ kind }) => kind === "sum");
  if (!node) return null;
  const { at, along, into } = layout.nodes[node.id];
  const { pitch, offsets } = lanes(count, layout.water);
  const r = Math.min(9, pitch * 0.36);
  const each = svg("g", { opacity: 1 - layout.symbols });
  for (const offset of offsets) {
    const [x, y] = corner(at, into ?? along, along, layout.flip, offset);
    const arm = r * 0.55;
    each.append(
      svg(
        "g",
        { transform: `translate(${x} ${y})` },
        svg("circle", { r }),
        svg("path", { d: `M${-arm} 0H${arm}M0 ${-arm}V${arm}` }),
      ),
    );
  }
  const all = svg("g", { transform: `translate(${at})` }, ...(signs?.operation(dom, layout, "+") ?? []));
  const group = svg("g", { class: "sums", "data-part": node.id, "aria-hidden": "true" }, each, all);
  return { group, update: (/** @type {number} */ phase) => group.classList.toggle("live", phase >= node.phase) };
}

/** Numbers of two and of one decimal in the tank need a column of this width; without a sign, which the column's side shows. */
const ROOM = { two: 40, one: 30 };

/**
 * The Cell: the memory of each lane as a column around zero. Until the merge it holds the old memory, then the new.
 *
 * @param {Dom} dom
 * @param {Layout} layout
 * @param {readonly number[]} units
 */
export function mountTank({ svg }, layout, units) {
  const { at, size, solid } = layout.tank;
  const [width, height] = size;
  const pitch = (width - 20) / units.length;
  const reach = Math.max(0, height / 2 - 20);
  const columns = units.map((unit, index) => {
    const x = at[0] + 10 + index * pitch;
    const bar = svg("rect", {
      x: x + pitch * 0.1,
      width: Math.max(0, pitch * 0.8),
      class: "column",
      "data-unit": unit,
    });
    const middle = x + pitch / 2;
    const number = svg("text", { x: middle, class: "column-value", "data-unit": unit });
    const mark = svg("line", { x1: x, x2: x + pitch, class: "column-ghost" });
    return { unit, bar, number, mark };
  });
  const [x, y] = at;
  const zero = y + height / 2;
  const group = svg(
    "g",
    { class: "tank", "data-part": "tank", opacity: solid, "aria-hidden": "true" },
    svg("rect", { x, y, width, height, rx: 18, class: "tank-wall" }),
    svg("line", { x1: x + 8, x2: x + width - 8, y1: zero, y2: zero, class: "tank-zero" }),
    ...columns.flatMap(({ bar, number, mark }) => [bar, mark, number]),
  );

  /**
   * @param {Record<string, number|null>[]} flows by lane: water by pipe
   * @param {Record<string, number|null>[]|null} ghosts the same in the run without pins
   * @param {readonly number[]} fulls by lane: what fills it
   */
  function update(flows, ghosts, fulls) {
    group.classList.toggle("fresh", flows[0].memory !== null);
    for (const [index, { bar, number, mark }] of columns.entries()) {
      const value = flows[index].memory ?? flows[index].old ?? 0;
      const length = share(value, fulls[index]) * reach;
      set(bar, {
        y: value < 0 ? zero : zero - length,
        height: length,
        "data-value": value,
        "data-sign": value < 0 ? "negative" : "positive",
        "data-over": Math.abs(value) > fulls[index],
      });
      const before = ghosts && (ghosts[index].memory ?? ghosts[index].old ?? 0);
      const level = zero - Math.sign(before ?? 0) * share(before ?? 0, fulls[index]) * reach;
      set(mark, { y1: level, y2: level, "data-value": before });
      const past = before !== null && before * value > 0 ? Math.max(length, Math.abs(zero - level)) : length; // beyond the mark
      set(number, { y: value < 0 ? zero + past + 10 : zero - past - 10 });
      setText(number, brief(value, pitch));
    }
  }
  return { group, update };
}

/** A number as a column has room for it. @param {number} value @param {number} pitch */
function brief(value, pitch) {
  if (pitch < ROOM.one) return "";
  const size = Math.abs(value);
  const decimals = (pitch < ROOM.two ? 1 : 2) - (size < 10 ? 0 : 1);
  return short(size, decimals);
}

/** How much of a column is filled. @param {number} value @param {number} full */
const share = (value, full) => Math.min(1, Math.abs(value) / full);

/**
 * The lid of the black box, and what is visible without lifting it.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {import("../../data/messages.js").Messages} messages
 */
export function mountLid({ svg }, blueprint, layout, messages) {
  const { at, size, solid } = layout.lid;
  const [x, y] = at;
  const [width, height] = size;
  const middle = x + width / 2;
  const lines = ["title", "in", "out"].map((line, index) =>
    svg(
      "text",
      { x: middle, y: y + height / 2 + (index - 1) * 34, class: `lid-${line}` },
      unitWord(messages, blueprint, `lab.lid.${line}`),
    ),
  );
  return svg(
    "g",
    { class: "lid", opacity: solid, "aria-hidden": solid ? null : "true" },
    svg("rect", { x, y, width, height, rx: 26 }),
    ...lines,
  );
}
