/** The gradient at this step in numbers, one row per lane: those that the pipes show, each of them once. */

import { backwardOf } from "../../state/gradient.js";
import { backflow } from "../../unit/backflow.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { formula } from "../../view/base/formula.js";
import { withSign } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";
import { unitWord } from "../../view/base/words.js";
import { laneHead, markSpot } from "../../view/panels/lane_head.js";

/**
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {{pipe: string, field: string}} Column a pipe, and the state, before or after the step, whose gradient it shows
 */

/** @param {Blueprint} blueprint @returns {Column[]} in the order of the pipes */
function columnsOf({ pipes }) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const { id, gradient } of pipes)
    if (gradient.shown) found.set(gradient.before ? `${gradient.field}_prev` : gradient.field, id);
  return [...found].map(([field, pipe]) => ({ field, pipe }));
}

/**
 * @param {HTMLElement} table
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountNumbers(table, { dispatch, messages }) {
  const dom = domOf(table);
  const { html } = dom;
  const look = (/** @type {number} */ unit) => dispatch({ type: "look at unit", unit });
  /** @type {Column[]} */
  let columns = [];
  /** @type {{unit: number, row: HTMLTableRowElement, cells: HTMLElement[]}[]} */
  let rows = [];

  /** @param {Blueprint} blueprint @param {string} field */
  function head(blueprint, field) {
    const symbol = blueprint.symbols[field];
    const of = unitWord(messages, blueprint, `lab.field.${field}`);
    return html(
      "th",
      { scope: "col", class: `role-${symbol.role}` },
      set(formula(dom, ["d", symbol]), { "aria-hidden": "true" }),
      html("span", { class: "visually-hidden" }, messages.t("lab.gradient.column", { of })),
    );
  }

  const build = onChange(
    (
      /** @type {Blueprint} */ blueprint,
      /** @type {import("../../data/types.js").Preset|null} */ preset,
      /** @type {readonly number[]} */ shown,
    ) => {
      columns = columnsOf(blueprint);
      rows = shown.map((unit) => {
        const cells = columns.map(({ field }) => html("td", { "data-gradient": field, "data-unit": unit }));
        return { unit, cells, row: html("tr", {}, laneHead(dom, messages, preset, unit, look), ...cells) };
      });
      const heads = columns.map(({ field }) => head(blueprint, field));
      table.replaceChildren(
        html("thead", {}, html("tr", {}, html("th", { scope: "col" }, messages.t("lab.readout.unit")), ...heads)),
        html("tbody", {}, ...rows.map(({ row }) => row)),
      );
    },
  );

  return (state) => {
    const gradients = backwardOf(state);
    set(table, { hidden: !gradients });
    if (!gradients) return;
    const blueprint = blueprintOf(state);
    build(blueprint, state.preset, state.shown);
    for (const { unit, row, cells } of rows) {
      markSpot(row, unit === state.unit);
      const amounts = backflow(blueprint, gradients, state.step, unit);
      for (const [index, { pipe }] of columns.entries()) {
        const value = amounts[pipe] ?? 0;
        setText(cells[index], withSign(value));
        set(cells[index], { "data-sign": value < 0 ? "negative" : value > 0 ? "positive" : "zero" });
      }
    }
  };
}
