/**
 * What an answer is the sum of: each lane's output times its weight, and the bias. The lanes that are not drawn are one row.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").Head} Head
 * @typedef {{unit: number|null, output: number|null, weight: number|null, part: number}} Part `unit`: null for all others
 */

import { choiceOf } from "../../state/head.js";
import { withSign } from "../base/numbers.js";
import { clipped } from "./clipped.js";

const WIDTH = 288;
const ROW = 18;
const NAME = 84;
const COLUMNS = [150, 212, 278];

/**
 * @param {Head} head
 * @param {number} index of the answer
 * @param {readonly number[]} outputs of all units
 * @param {number} answer
 * @param {readonly number[]} shown the units that are drawn
 * @returns {Part[]}
 */
export function partsOf(head, index, outputs, answer, shown) {
  const parts = shown.map((unit) => {
    const [output, weight] = [outputs[unit], head.W[index][unit]];
    return { unit, output, weight, part: output * weight };
  });
  if (shown.length === head.W[index].length) return parts;
  const rest = answer - head.b[index] - parts.reduce((sum, { part }) => sum + part, 0);
  return [...parts, { unit: null, output: null, weight: null, part: rest }];
}

/**
 * @param {import("../base/dom.js").Dom} dom
 * @param {import("./layout.js").Layout} layout
 * @param {import("../../data/messages.js").Messages} messages
 */
export function mountSum({ svg }, layout, { t, pick }) {
  const group = svg("g", { class: "answer-sum", role: "table", "aria-label": t("lab.answer.sum") });
  let isOpen = false;

  /** @param {AppState} state @param {Head|null} head null: nothing is known yet */
  function update({ trace, step, shown, preset }, head) {
    group.replaceChildren();
    const row = trace?.readout?.[step];
    if (!isOpen || !head || !trace || !row) return;
    const index = head.says === "choice" ? choiceOf(row) : 0;
    const parts = partsOf(head, index, trace.h[step], row[index], shown);
    const lines = [
      { name: t("lab.answer.lane"), cells: ["h", "× W", "="], kind: "columns" },
      ...parts.map(({ unit, output, weight, part }) => ({
        name:
          unit === null
            ? t("lab.answer.others")
            : [unit + 1, pick(preset?.unit_names[unit] ?? { en: "", zh: "" })].join(" "),
        cells: [output, weight, part].map((value) => (value === null ? "" : withSign(value))),
        kind: "part",
      })),
      { name: t("lab.answer.bias"), cells: ["", "", withSign(head.b[index])], kind: "part" },
      { name: pick(head.names[index]), cells: ["", "", withSign(row[index])], kind: "total" },
    ];
    const height = lines.length * ROW + 14;
    const [x, y] = cornerOf(layout, height);
    group.append(svg("rect", { x, y, width: WIDTH, height, rx: 10, class: "answer-sheet" }));
    for (const [k, { name, cells, kind }] of lines.entries()) {
      const at = y + 7 + (k + 0.5) * ROW;
      const texts = [
        svg("text", { x: x + 10, y: at, role: "rowheader" }, clipped(name, cells[0] ? NAME + 12 : NAME + 100)),
        ...cells.map((cell, column) =>
          svg("text", { x: x + COLUMNS[column], y: at, "text-anchor": "end", role: "cell", class: "number" }, cell),
        ),
      ];
      group.append(svg("g", { class: `sum-${kind}`, role: "row" }, ...texts));
    }
  }
  return {
    group,
    update,
    isOpen: () => isOpen,
    /** @param {boolean} open */
    open(open) {
      isOpen = open;
    },
  };
}

/** Beside the answer where the drawing is wide, above it where it is tall; always within the drawing. @param {import("./layout.js").Layout} layout @param {number} height @returns {[number, number]} */
function cornerOf({ readout, origin, size, flip }, height) {
  const { at, size: box } = /** @type {NonNullable<typeof readout>} */ (readout).answer;
  const [left, top] =
    flip === 1
      ? [at[0] - box[0] / 2 - 10 - WIDTH, at[1] - box[1] / 2]
      : [at[0] - WIDTH / 2, at[1] - box[1] / 2 - 8 - height];
  const within = (/** @type {number} */ value, /** @type {0|1} */ axis, /** @type {number} */ length) =>
    Math.max(origin[axis] + 4, Math.min(origin[axis] + size[axis] - 4 - length, value));
  return [within(left, 0, WIDTH), within(top, 1, height)];
}
