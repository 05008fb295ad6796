/**
 * The weights of one gate as a table: one row per lane, one column per signal that the gate reads. Typed, or changed by arrow keys.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { isNumber, normalise } from "../../state/cells.js";
import { domOf, set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { unitWord } from "../../view/base/words.js";

/**
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/types.js").Weights} Weights
 * @typedef {import("../../state/weights.js").Part} Part
 * @typedef {{part: Part, names: string[], at: (row: number, column: number) => number[]}} Block the columns of one matrix
 * @typedef {{input: HTMLInputElement, part: Part, at: number[]}} Entry
 * @typedef {import("../../data/messages.js").Messages["t"]} Translate
 */

const LIMIT = 1e9;
const STEP = 0.1;
const STRIDE = 1;

/** Short enough for its field; typed text is left alone. @param {number} value */
const shortly = (value) => String(Number(value.toPrecision(4)));

/** A weight that exists. @param {Weights[string]} gate @param {Part} part @param {number[]} at */
function weight(gate, part, [row, column]) {
  const line = gate[part]?.[row];
  return Array.isArray(line) ? line[column] : Number(line);
}

/**
 * The columns of a gate's table, matrix by matrix.
 *
 * @param {Preset} preset
 * @param {string} gate
 * @param {(text: {en: string, zh: string}) => string} pick
 * @returns {Block[]}
 */
export function blocksOf(preset, gate, pick) {
  const lanes = preset.unit_names.map((_, unit) => String(unit + 1));
  const { p } = preset.weights[gate];
  const isFull = Array.isArray(p?.[0]);
  /** @type {Block["at"]} */
  const both = (row, column) => [row, column];
  /** @type {Block["at"]} */
  const own = (row) => [row];
  return [
    { part: "W", names: preset.input.names.map(pick), at: both },
    { part: "U", names: lanes, at: both },
    ...(p ? [{ part: /** @type {const} */ ("p"), names: isFull ? lanes : [""], at: isFull ? both : own }] : []),
    { part: "b", names: [""], at: own },
    ...(preset.weights[gate].bU ? [{ part: /** @type {const} */ ("bU"), names: [""], at: own }] : []),
  ];
}

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {(blueprint: Blueprint, preset: Preset, gate: string, weights: Weights) => void}
 */
export function mountWeightTable(place, { dispatch, messages }) {
  const dom = domOf(place);
  const { html } = dom;
  const { t, pick } = messages;
  const table = html("table", { class: "weight-table" });
  place.append(html("div", { class: "weight-scroll" }, table));
  /** @type {Entry[]} */
  let entries = [];
  let shown = "";
  /** @param {Entry} entry @param {number} value */
  const change = ({ part, at }, value) => dispatch({ type: "edit weight", gate: shown, part, at, value });

  const build = onChange(
    (/** @type {Blueprint} */ blueprint, /** @type {Preset} */ preset, /** @type {string} */ gate) => {
      shown = gate;
      const gateName = unitWord(messages, blueprint, `lab.field.${gate}`);
      const blocks = blocksOf(preset, gate, pick);
      const rows = preset.unit_names.map((_, row) =>
        blocks.flatMap((block) =>
          block.names.map((name, column) => {
            const label = { gate: gateName, lane: row + 1, from: name || row + 1 };
            return entryOf(dom, block, block.at(row, column), t(`lab.weights.cell.${block.part}`, label), change);
          }),
        ),
      );
      entries = rows.flat();
      table.replaceChildren(
        html("caption", { class: "visually-hidden" }, t("lab.weights.table", { gate: gateName })),
        html("thead", {}, ...headsOf(dom, blocks, t)),
        html("tbody", {}, ...rows.map((row, index) => rowOf(dom, row, index))),
      );
    },
  );

  return (blueprint, preset, gate, weights) => {
    build(blueprint, preset, gate);
    for (const entry of entries) {
      const [now, own] = [weights, preset.weights].map((each) => weight(each[gate], entry.part, entry.at));
      write(entry.input, now);
      const isEdited = now !== own;
      set(entry.input, {
        "data-edited": isEdited,
        title: isEdited ? t("lab.weights.own", { value: shortly(own) }) : null,
      });
    }
  };
}

/** The names of matrices, and below them those of their columns. @param {Dom} dom @param {Block[]} blocks @param {Translate} t */
function headsOf({ html }, blocks, t) {
  const parts = blocks.map(({ part, names }) => {
    const says = [html("b", {}, part), " ", t(`lab.weights.part.${part}`)];
    return html("th", { scope: "colgroup", colspan: names.length }, ...says);
  });
  const names = blocks.flatMap((block) =>
    block.names.map((name) => (name ? html("th", { scope: "col" }, name) : html("td", {}))),
  );
  return [
    html("tr", {}, html("td", {}), ...parts),
    html("tr", {}, html("th", { scope: "col" }, t("lab.weights.lane")), ...names),
  ];
}

/** @param {Dom} dom @param {Entry[]} entries @param {number} row */
const rowOf = ({ html }, entries, row) =>
  html("tr", {}, html("th", { scope: "row" }, String(row + 1)), ...entries.map(({ input }) => html("td", {}, input)));

/**
 * @param {Dom} dom
 * @param {Block} block
 * @param {number[]} at its place in the matrix
 * @param {string} label
 * @param {(entry: Entry, value: number) => void} change
 * @returns {Entry}
 */
function entryOf({ html }, { part }, at, label, change) {
  const input = html("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-label": label,
    oninput: () => typed(entry, change),
    onkeydown: (event) => stepped(entry, /** @type {KeyboardEvent} */ (event), change),
  });
  const entry = { input, part, at };
  return entry;
}

/** @param {Entry} entry @param {(entry: Entry, value: number) => void} change */
function typed(entry, change) {
  const { value } = entry.input;
  const isGood = isNumber(value) && Math.abs(Number(normalise(value))) <= LIMIT;
  set(entry.input, { "aria-invalid": !isGood && "true" });
  if (isGood) change(entry, Number(normalise(value)));
}

/** @param {Entry} entry @param {KeyboardEvent} event @param {(entry: Entry, value: number) => void} change */
function stepped(entry, event, change) {
  const way = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
  if (!way || event.ctrlKey || event.metaKey || event.altKey || !isNumber(entry.input.value)) return;
  event.preventDefault();
  const by = way * (event.shiftKey ? STRIDE : STEP);
  const value = Number((Number(normalise(entry.input.value)) + by).toFixed(6));
  entry.input.value = String(value);
  typed(entry, change);
}

/** Shows a weight, but not over what is being typed. @param {HTMLInputElement} input @param {number} now */
function write(input, now) {
  const isIn = input.ownerDocument.activeElement === input;
  const isTyped = isIn && Number(normalise(input.value)) === now;
  const isBeingTyped = isIn && input.hasAttribute("aria-invalid");
  if (isTyped || isBeingTyped || input.value === shortly(now)) return;
  input.value = shortly(now);
  set(input, { "aria-invalid": null });
}
