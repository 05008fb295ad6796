/**
 * The head of the input table: the names of the columns, and the values they may hold.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 */

/**
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

/** @typedef {{name: string, range?: readonly [number, number]}} Column `range`: of the values for which the model was made */

/** @param {Messages} messages @param {Preset|null} preset @param {number} count more than the model reads, where a row has more @returns {Column[]} */
export const columnsOf = ({ t, pick }, preset, count) =>
  Array.from({ length: count }, (_, column) => {
    const name = preset?.input.names[column];
    return {
      name: name ? pick(name) : t("lab.input.extra", { column: column + 1 }),
      range: preset?.input.ranges[column],
    };
  });

/** @param {Dom} dom @param {Messages} messages @param {readonly Column[]} columns */
export function headCells({ html }, { t }, columns) {
  return [
    html("th", { scope: "col" }, t("lab.input.step")),
    ...columns.map(({ name, range }) => {
      if (!range) return html("th", { scope: "col" }, name);
      const says = t("lab.input.range", { low: minus(range[0]), high: minus(range[1]) });
      return html("th", { scope: "col" }, name, html("span", { class: "range" }, says));
    }),
    html("th", { scope: "col" }, html("span", { class: "visually-hidden" }, t("lab.input.remove"))),
  ];
}

/** @param {number} value */
const minus = (value) => String(value).replace("-", "−");
