/**
 * The memory under the picture: one row per lane, one column per step, as high as the memory is then. Behind it stands what the
 * untouched run remembers, over it what is dyed.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 * @typedef {readonly import("./columns.js").Column[]} Columns
 */

import { ghostOf } from "../../state/flow.js";
import { scaleOf } from "../../state/scale.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { shortWithSign } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";
import { memoryColumns } from "./columns.js";

/**
 * @param {HTMLElement} el
 * @param {Pick<import("../../view/base/panel.js").Tools, "messages">} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountMemory(el, { messages }) {
  const dom = domOf(el);
  /** @type {ReturnType<typeof laneRow>[]} */
  let rows = [];
  const draw = onChange((/** @type {string} */ symbol, /** @type {readonly number[]} */ shown) => {
    set(el, { role: "group", "aria-label": messages.t("board.memory", { symbol }) });
    rows = shown.map((lane) => laneRow(dom, symbol, lane, messages));
    el.replaceChildren(...rows.map(({ element }) => element));
  });

  return (state) => {
    const { trace, shown, step, phase, tinted } = state;
    if (!trace || !shown.length) return;
    const blueprint = blueprintOf(state);
    const { memory } = blueprint;
    const ghost = ghostOf(state);
    const scale = scaleOf(state);
    draw(blueprint.symbols[memory.now].symbol, shown);
    const isThere = phase >= phaseOfMemory(blueprint);
    const dyed = tinted?.of === trace ? tinted.fields : null;
    set(el, { "data-dyed": dyed !== null });
    for (const [at, row] of rows.entries()) {
      const lane = shown[at];
      row.update({
        columns: memoryColumns(trace[memory.now], lane, scale.lanes[at]),
        ghosts: ghost ? memoryColumns(ghost[memory.now], lane, scale.lanes[at]) : null,
        dyed: dyed && memoryColumns(dyed[memory.now], lane, scale.lanes[at]),
        step,
        value: trace[isThere ? memory.now : memory.before][step][lane],
        part: dyed?.[isThere ? memory.now : memory.before][step][lane] ?? null,
        isThere,
      });
    }
  };
}

/** The phase from which on the new memory is there. @param {import("../../unit/blueprint.js").Blueprint} blueprint */
const phaseOfMemory = ({ pipes, memory }) =>
  Math.min(...pipes.filter(({ field }) => field === memory.now).map(({ phase }) => phase));

/** @param {Dom} dom @param {string} symbol @param {number} lane @param {import("../../data/messages.js").Messages} messages */
function laneRow({ html, svg }, symbol, lane, { t }) {
  const name = html(
    "span",
    { class: "memory-name" },
    html("i", {}, symbol),
    ` ${t("board.memory.lane", { lane: lane + 1 })}`,
  );
  const value = html("span", { class: "memory-value", "data-unit": lane });
  const part = html("b", {});
  const dye = html(
    "span",
    { class: "memory-dyed" },
    html("span", { class: "visually-hidden" }, t("board.memory.dyed")),
    part,
  );
  const [zero, full, now] = [
    svg("path", { class: "memory-zero" }),
    svg("g", {}),
    svg("rect", { class: "memory-now", y: -1, height: 2, width: 1 }),
  ];
  const picture = svg("svg", { preserveAspectRatio: "none", "aria-hidden": "true" }, now, full, zero);
  const element = html("div", { class: "memory-row" }, name, picture, value, dye);

  const drawColumns = onChange(
    (
      /** @type {string} */ _key,
      /** @type {Columns} */ columns,
      /** @type {Columns|null} */ ghosts,
      /** @type {Columns|null} */ dyed,
    ) => {
      set(picture, { viewBox: `0 -1 ${columns.length} 2` });
      set(zero, { d: `M0 0H${columns.length}` });
      full.replaceChildren(
        ...(ghosts ?? []).map(({ top, height }, at) =>
          svg("rect", { class: "memory-ghost", x: at + 0.06, width: 0.88, y: top, height }),
        ),
        ...columns.map(({ top, height, sign }, at) =>
          svg("rect", { x: at + 0.16, width: 0.68, y: top, height, "data-sign": sign, "data-step": at }),
        ),
        ...(dyed ?? []).flatMap(({ top, height }, at) => [
          svg("rect", { class: "tint-column", x: at + 0.3, width: 0.4, y: top, height, "data-step": at }),
          ...(height ? [svg("path", { class: "tint-dots", d: `M${at + 0.5} ${top}v${height}` })] : []),
        ]),
      );
    },
  );

  return {
    element,
    /** @param {{columns: Columns, ghosts: Columns|null, dyed: Columns|null, step: number, value: number, part: number|null, isThere: boolean}} now_ */
    update({ columns, ghosts, dyed, step, value: amount, part: dyedAmount, isThere }) {
      drawColumns(JSON.stringify([columns, ghosts, dyed]), columns, ghosts, dyed);
      set(now, { x: step });
      set(value, { "data-sign": amount < 0 ? "negative" : "positive", "data-before": !isThere });
      setText(value, shortWithSign(amount));
      set(dye, { hidden: dyedAmount === null });
      setText(part, dyedAmount === null ? "" : shortWithSign(dyedAmount));
    },
  };
}
