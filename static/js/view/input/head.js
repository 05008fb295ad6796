/**
 * The head of the input table: the names of the columns, and the values they may hold.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 */

/**
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

/** @param {Messages} messages @param {Preset|null} preset @param {number} columns more than the model reads, where a row has more */
export const columnNames = ({ t, pick }, preset, columns) =>
  Array.from({ length: columns }, (_, column) => {
    const name = preset?.input.names[column];
    return name ? pick(name) : t("lab.input.extra", { column: column + 1 });
  });

/** @param {Dom} dom @param {Messages} messages @param {Preset|null} preset @param {readonly string[]} names */
export function headCells({ html }, { t }, preset, names) {
  return [
    html("th", { scope: "col" }, t("lab.input.step")),
    ...names.map((name, column) => {
      const range = preset?.input.ranges[column];
      if (!range) return html("th", { scope: "col" }, name);
      const says = t("lab.input.range", { low: minus(range[0]), high: minus(range[1]) });
      return html("th", { scope: "col" }, name, html("span", { class: "range" }, says));
    }),
    html("th", { scope: "col" }, html("span", { class: "visually-hidden" }, t("lab.input.remove"))),
  ];
}

/** @param {number} value */
const minus = (value) => String(value).replace("-", "−");
