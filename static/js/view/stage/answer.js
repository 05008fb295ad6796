/**
 * What the network answers, at the end of the output's pipe: the head's matrix and, behind it, each answer with its name.
 * Pressing an answer lists what it is the sum of.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{name: string, value: string, index: number}} Said
 */

import { choiceOf, headOf } from "../../state/head.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { set, setText } from "../base/dom.js";
import { shortWithSign } from "../base/numbers.js";
import { BOLD, clipped, widthOf, wrapped } from "./clipped.js";
import { path } from "./geometry.js";
import { lettersOf } from "./letters.js";
import { mountSum } from "./sum.js";

const ROWS = 3;
const ROW = 17;
const GAP = 5;
/** A single answer: the height of its number, from line to line of its name as a part of the letters, and what is free at the edges. */
const SINGLE = 19;
const LINE = 1.1;
const EDGES = 5;

/**
 * @param {Dom} dom
 * @param {AppState} state
 * @param {Layout} layout
 * @param {import("../../data/messages.js").Messages} messages
 * @returns {{group: SVGGElement, list: SVGGElement, update: (state: AppState) => void}|null} null without a head, or without a place for one
 */
export function mountAnswer(dom, state, layout, messages) {
  const { svg } = dom;
  if (!headOf(state) || !layout.readout) return null;
  const { readout } = layout;
  const sum = mountSum(dom, layout, messages);
  const rows = Array.from({ length: ROWS }, () => [
    svg("text", { class: "answer-name" }),
    svg("text", { class: "answer-value" }),
  ]);
  const [width, height] = readout.answer.size;
  const box = svg(
    "g",
    {
      class: "reads-out",
      transform: `translate(${readout.answer.at})`,
      role: "button",
      tabindex: 0,
      onclick: () => open(!sum.isOpen()),
      onkeydown(event) {
        const { key } = /** @type {KeyboardEvent} */ (event);
        if (key === "Escape" ? !sum.isOpen() : key !== "Enter" && key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        open(key !== "Escape" && !sum.isOpen());
      },
    },
    svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: 10, class: "box" }),
    svg("rect", { x: -width / 2 - 4, y: -height / 2 - 4, width: width + 8, height: height + 8, rx: 13, class: "ring" }),
    ...rows.flat(),
  );
  const group = svg(
    "g",
    { class: "readout-end", "data-of": "out" },
    ...Object.values(readout.wires).map((points) => svg("path", { d: path(points, 6), class: "answer-wire" })),
    headNet(dom, readout.head, blueprintOf(state).symbols.h),
    box,
  );

  const { writeSingle, writeList } = writers(rows, readout.answer.size, messages);
  let now = state;
  /** @param {boolean} isOpen */
  function open(isOpen) {
    sum.open(isOpen);
    update(now);
  }

  /** @param {AppState} next */
  function update(next) {
    now = next;
    const letters = lettersOf(group);
    const said = answers(next, messages);
    const isKnown = said[0].value !== "";
    group.classList.toggle("known", isKnown);
    const shown = said.length > ROWS ? said.slice(0, ROWS - 1) : said;
    if (shown.length === 1) writeSingle(shown[0], letters);
    else writeList(shown, said.length, letters);
    const words = said.map(({ name, value }) => `${name} ${value}`).join(", ");
    set(box, {
      "aria-label": isKnown ? messages.t("lab.answer.label", { answer: words }) : messages.t("lab.answer.unknown"),
      "aria-expanded": String(sum.isOpen()),
    });
    sum.update(next, isKnown ? headOf(next) : null);
  }
  return { group, list: sum.group, update };
}

/**
 * How the plate is written.
 *
 * @param {SVGElement[][]} rows each answer's name and number
 * @param {readonly number[]} size of the plate
 * @param {import("../../data/messages.js").Messages} messages
 */
function writers(rows, [width, height], messages) {
  /** One answer is large, below its name. @param {Said} said @param {number} letters */
  function writeSingle({ name: called, value: number, index }, letters) {
    const line = LINE * letters;
    const most = height >= 2 * line + SINGLE + EDGES ? 2 : 1;
    const lines = wrapped(called, width - 8, letters, most);
    const [top, below] = lines.length > 1 ? [-(line + SINGLE) / 2, line] : [-13, 9];
    for (const [k, [name, value]] of rows.entries()) {
      set(name, { x: 0, y: top + k * line, "text-anchor": "middle" });
      set(value, { x: 0, y: below, "text-anchor": "middle" });
      set(value, { class: "answer-value single", "data-index": k || index < 0 ? null : index });
      setText(name, lines[k] ?? "");
      setText(value, k ? "" : number);
    }
  }

  /** Several stand in a list, as many as there is room for. @param {Said[]} shown @param {number} count @param {number} letters */
  function writeList(shown, count, letters) {
    for (const [k, [name, value]] of rows.entries()) {
      const { name: called, value: number, index } = shown[k] ?? { name: "", value: "", index: -1 };
      const rest = k === shown.length && count > ROWS ? messages.t("lab.answer.more", { count: count - k }) : "";
      const y = (k - (Math.min(count, ROWS) - 1) / 2) * ROW;
      set(name, { x: 8 - width / 2, y, "text-anchor": "start" });
      set(value, { x: width / 2 - 8, y, "text-anchor": "end" });
      set(value, { class: "answer-value", "data-index": index < 0 ? null : index });
      setText(name, rest || clipped(called, width - 16 - widthOf(number, letters) - GAP, letters));
      setText(value, number);
    }
  }

  return { writeSingle, writeList };
}

/** The head's matrix and bias. @param {Dom} dom @param {import("./layout.js").Box} place @param {{symbol: string, sub?: string}} read */
function headNet({ svg }, { at, size: [width, height] }, { symbol, sub }) {
  return svg(
    "g",
    { class: "head-net", transform: `translate(${at})`, "aria-hidden": "true" },
    svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: height / 2, class: "box" }),
    svg("text", {}, `W ${symbol}`, svg("tspan", { class: "sub", dy: 4 }, sub ?? ""), svg("tspan", { dy: -4 }, " + b")),
  );
}

/** What the head says at this moment; without numbers before its output is known. @param {AppState} state @param {import("../../data/messages.js").Messages} messages @returns {Said[]} */
function answers(state, { t, pick }) {
  const head = headOf(state);
  if (!head) return [];
  const due = blueprintOf(state).nodes.find(({ kind, field }) => kind === "sink" && field === "h")?.phase ?? 0;
  const row = state.phase < due ? undefined : state.trace?.readout?.[state.step];
  if (head.says === "choice") {
    const index = row ? choiceOf(row) : -1;
    return [{ name: t("lab.answer.choice"), value: row ? pick(head.names[index]) : "", index }];
  }
  return head.names.map((name, index) => ({
    name: pick(name),
    value: row ? shortWithSign(row[index]) : "",
    index,
  }));
}

/**
 * The answers in one bold line, with the first one's name before them or in lines of its own, as far as it fits; nothing before
 * they are known.
 *
 * @param {AppState} state
 * @param {import("../../data/messages.js").Messages} messages
 * @param {number} width in the drawing's units, as `letters`
 * @param {number} letters their size
 * @param {number} most how many lines the name has of its own
 * @returns {string[]} the name's own lines, and the bold one
 */
export function answerInBrief(state, messages, width, letters, most) {
  const said = answers(state, messages);
  if (!said[0]?.value) return [];
  const numbers = said.map(({ value }) => value).join(" ");
  if (most > 0) return [...wrapped(said[0].name, width, letters, most), numbers];
  const bold = BOLD * letters;
  return [`${clipped(said[0].name, width - widthOf(` ${numbers}`, bold), bold)} ${numbers}`.trim()];
}
