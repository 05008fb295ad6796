/**
 * What the signals carry, where their wires begin: each input with its name, and each lane of the old output. A list where the
 * drawing is wide, a line where it is tall.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{name: string, index: number, value: number|null}} Item
 */

import { blueprintOf } from "../../unit/blueprint.js";
import { set, setText } from "../base/dom.js";
import { short, shortWithSign } from "../base/numbers.js";
import { clipped, widthOf } from "./clipped.js";
import { lettersOf } from "./letters.js";

/** How far apart items are in a list, and at least in a line; what a number with that of its lane needs; between name and number. */
const ROW = 18.7;
const COLUMN = { x: 100, other: 44 };
const NUMBERED = 60;
const GAP = 6;

/**
 * @param {Dom} dom
 * @param {AppState} state
 * @param {Layout} layout
 * @param {import("../../data/messages.js").Messages} messages
 */
export function mountValues(dom, state, layout, { pick }) {
  const { nodes } = blueprintOf(state);
  const lists = Object.entries(layout.values).map(([label, box]) => {
    const field = nodes.find(({ id }) => id === label)?.field ?? label;
    return { field, ...mountList(dom, field, box, layout.flip === 1) };
  });
  const group = dom.svg("g", { class: "values", "aria-hidden": "true" }, ...lists.map((list) => list.group));

  /** @param {AppState} state */
  function update({ trace, preset, shown, step }) {
    const letters = lettersOf(group);
    const inputs = (trace?.x[step] ?? []).map((value, index) => {
      const name = preset?.input.names[index];
      return { name: name ? pick(name) : "", index, value };
    });
    for (const { field, write } of lists) {
      const lane = (/** @type {number} */ index) => trace?.[field]?.[step]?.[index] ?? null;
      const outputs = () => shown.map((index) => ({ name: String(index + 1), index, value: lane(index) }));
      write(field === "x" ? inputs : outputs(), letters);
    }
  }
  return { group, update };
}

/**
 * @param {Dom} dom
 * @param {string} field
 * @param {import("./layout.js").Box} box
 * @param {boolean} isList
 */
function mountList({ svg }, field, { at, size }, isList) {
  const group = svg("g", { "data-signal": field, "data-of": field });
  const most = Math.floor(isList ? size[1] / ROW : size[0] / (field === "x" ? COLUMN.x : COLUMN.other));
  const rows = Array.from({ length: most }, () => {
    const [name, value] = [svg("tspan", { class: "value-name" }), svg("tspan", { class: "value" })];
    return { name, value, text: svg("text", {}, name, value) };
  });
  group.append(...rows.map(({ text }) => text));

  /** @param {readonly Item[]} items @param {number} letters */
  function write(items, letters) {
    const { kept, left } = choose(items, most);
    const pitch = size[0] / Math.max(3, kept.length + (left ? 1 : 0));
    const room = isList ? size[0] : pitch - 8;
    for (const [k, { name, value, text }] of rows.entries()) {
      const item = kept[k];
      const number = item ? said(item.value, field) : "";
      const isNamed = field === "x" || room >= NUMBERED;
      const rest = k === kept.length && left ? `+ ${left}` : "";
      const called = item && isNamed ? clipped(item.name, room - widthOf(number, letters) - GAP, letters) : rest;
      const [x, y] = isList ? [at[0], at[1] + (k + 0.5) * ROW] : [at[0] + k * pitch, at[1] + size[1] / 2];
      set(text, { x, y, "data-index": item?.index });
      set(value, isList ? { x: x + room, "text-anchor": "end" } : { dx: called ? GAP : 0 });
      setText(name, called);
      setText(value, number);
    }
  }
  return { group, write };
}

/** Inputs are quantities of their own, often whole; what a lane held has its sign. @param {number|null} value @param {string} field */
function said(value, field) {
  if (value === null) return "";
  if (field === "x") return Number.isInteger(value) && Math.abs(value) < 1e4 ? short(value, 0) : short(value);
  return shortWithSign(value);
}

/**
 * As many items as there is room for. If there are more, those that are 0 are left out first, then the last ones.
 *
 * @param {readonly Item[]} items
 * @param {number} most
 */
export function choose(items, most) {
  const tooMany = items.length > most ? items.length - most + 1 : 0;
  const last = [...items].reverse();
  const dropped = [...last.filter(({ value }) => value === 0), ...last.filter(({ value }) => value !== 0)];
  const out = new Set(dropped.slice(0, tooMany));
  return { kept: items.filter((item) => !out.has(item)), left: tooMany };
}
