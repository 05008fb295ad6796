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
 * @param {readonly string[]} names of the columns
 * @param {readonly (readonly [number, number])[]} ranges of the values for which the network was made, where known
 * @returns {TableRow}
 */
export function tableRow(dom, { t }, row, names, ranges) {
  const step = row + 1;
  const inputs = names.map((name, column) =>
    dom.html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": t("lab.input.cell", { step, name }),
      "data-row": row,
      "data-column": column,
    }),
  );
  const label = t("lab.input.remove_step", { step });
  const remove = dom.html(
    "button",
    { type: "button", class: "remove", "aria-label": label, title: label, "data-remove": row },
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
        const isOut = isOutside(text, ranges[column]);
        set(input, { "data-outside": isOut, title: isOut ? t("lab.input.outside") : null });
      }
    },
  };
}
