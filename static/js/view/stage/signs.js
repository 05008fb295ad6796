/**
 * The signs that most drawings have where ours has a valve or a sum: circles with × and +, and 1− where a signal is inverted.
 * On the way between two views they are as visible as it is near the symbols.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 */

const RADIUS = { operation: 20, inverted: 13 };
const ARMS = { "×": "M-9 -9L9 9M-9 9L9 -9", "+": "M-12 0H12M0 -12V12" };

/**
 * @param {Dom} dom
 * @param {Pick<Layout, "symbols">} layout
 * @param {keyof typeof ARMS} sign
 * @returns {Element[]} nothing while the plumbing itself is drawn
 */
export const operation = ({ svg }, { symbols }, sign) =>
  symbols
    ? [
        svg(
          "g",
          { class: "operation", opacity: symbols },
          svg("circle", { r: RADIUS.operation }),
          svg("path", { d: ARMS[sign] }),
        ),
      ]
    : [];

/** @param {Dom} dom @param {Layout} layout @param {string} valve which opens by what the signal lacks to 1 */
export function inverted({ svg }, { symbols, inverts }, valve) {
  const at = inverts?.[valve];
  if (!symbols || !at) return [];
  return [
    svg(
      "g",
      { class: "inverted", opacity: symbols, transform: `translate(${at})` },
      svg("circle", { r: RADIUS.inverted }),
      svg("text", {}, "1−"),
    ),
  ];
}
