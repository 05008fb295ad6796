/**
 * One row of the input table.
 *
 * @typedef {{element: HTMLTableRowElement, inputs: HTMLInputElement[], remove: HTMLButtonElement, write: (line: readonly string[]) => void}} TableRow
 */

import { html } from "../base/dom.js";
import { icon } from "../base/icons.js";

/**
 * @param {import("../../data/messages.js").Messages} messages
 * @param {number} row
 * @param {readonly string[]} names of the columns
 * @returns {TableRow}
 */
export function tableRow({ t }, row, names) {
  const step = row + 1;
  const inputs = names.map((name, column) =>
    html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": t("lab.input.cell", { step, name }),
      "data-row": row,
      "data-column": column,
    }),
  );
  const label = t("lab.input.remove_step", { step });
  const remove = html(
    "button",
    { type: "button", class: "remove", "aria-label": label, title: label, "data-remove": row },
    icon("remove"),
  );
  const element = html(
    "tr",
    {},
    html("th", { scope: "row" }, String(step)),
    ...inputs.map((input) => html("td", {}, input)),
    html("td", { class: "remove-cell" }, remove),
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
      }
    },
  };
}
