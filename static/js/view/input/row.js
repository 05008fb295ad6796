/**
 * One row of the input table.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {{element: HTMLTableRowElement, inputs: HTMLInputElement[], remove: HTMLButtonElement, write: (line: readonly string[]) => void}} TableRow
 */

import { isOutside } from "../../state/cells.js";
import { set } from "../base/dom.js";
import { icon } from "../base/icons.js";

/**
 * @param {Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {number} row
 * @param {readonly import("./head.js").Column[]} columns
 * @returns {TableRow}
 */
export function tableRow(dom, { t }, row, columns) {
  const step = row + 1;
  const inputs = columns.map(({ name }, column) =>
    dom.html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": t("lab.input.cell", { step, name }),
      "data-row": row,
      "data-column": column,
      tabindex: -1,
    }),
  );
  const label = t("lab.input.remove_step", { step });
  const remove = dom.html(
    "button",
    { type: "button", class: "remove", "aria-label": label, title: label, "data-remove": row, tabindex: -1 },
    icon(dom, "remove"),
  );
  const element = dom.html(
    "tr",
    {},
    dom.html("th", { scope: "row" }, String(step)),
    ...inputs.map((input) => dom.html("td", {}, input)),
    dom.html("td", { class: "remove-cell" }, remove),
  );
  /** @type {readonly string[]|null} */
  let written = null;
  return {
    element,
    inputs,
    remove,
    write(line) {
      if (line === written) return;
      written = line;
      for (const [column, input] of inputs.entries()) {
        const text = line[column] ?? "";
        if (input.value !== text) input.value = text;
        const isOut = isOutside(text, columns[column].range);
        set(input, { "data-outside": isOut, title: isOut ? t("lab.input.outside") : null });
      }
    },
  };
}
