/**
 * The run of one lane as a table with a row per step: for those who cannot see the timeline, and for those who want its numbers.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

import { labelOf } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set } from "../../view/base/dom.js";
import { formula } from "../../view/base/formula.js";
import { plain, withSign } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";
import { laneNumber } from "../../view/base/words.js";
import { columnsOf, windowOf } from "./columns.js";

/** What the table is made of. */
const FACTS = /** @type {const} */ (["trace", "preset", "unit", "text", "labels", "emptied", "blueprint"]);

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountRunTable(el, { messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const caption = html("caption", {});
  const head = html("thead", {});
  const body = html("tbody", {});
  const place = html(
    "div",
    { class: "run-table", role: "region", tabindex: 0, "aria-label": t("table.heading") },
    html("table", {}, caption, head, body),
  );
  el.append(place);

  /** @param {AppState} state @param {{from: number, to: number}} window */
  function build(state, { from, to }) {
    const columns = columnsOf(state, messages);
    const steps = state.trace?.x.length ?? 0;
    const lane = laneNumber(messages, state.preset, state.unit);
    caption.textContent = t("table.caption", { lane, from: from + 1, to, steps });
    head.replaceChildren(html("tr", {}, ...[t("table.step"), ...columns].map((column) => heading(state, column))));
    body.replaceChildren(
      ...Array.from({ length: to - from }, (_, index) =>
        html(
          "tr",
          { "data-step": from + index },
          html("th", { scope: "row" }, [from + index + 1, labelOf(state, from + index)].filter(Boolean).join(" ")),
          ...columns.map(({ field, values, isSigned }) =>
            html("td", { "data-field": field }, written(values[from + index], isSigned)),
          ),
        ),
      ),
    );
  }

  /** @param {AppState} state @param {string|import("./columns.js").Column} column */
  function heading(state, column) {
    if (typeof column === "string") return html("th", { scope: "col" }, column);
    const symbol = column.field && blueprintOf(state).symbols[column.field];
    if (!symbol) return html("th", { scope: "col" }, column.name);
    const sign = set(formula(dom, [symbol]), { "aria-hidden": "true" });
    return html(
      "th",
      { scope: "col", class: `role-${symbol.role}`, title: column.name },
      sign,
      html("span", { class: "visually-hidden" }, column.name),
    );
  }

  const draw = onChange((/** @type {number} */ from, /** @type {...unknown} */ ..._facts) => {
    if (now?.trace) build(now, { from, to: windowOf(now).to });
  });
  const mark = onChange((/** @type {Element|null} */ row) => {
    for (const old of body.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    if (!row) return;
    set(row, { "aria-current": "step" });
    place.scrollTop = /** @type {HTMLElement} */ (row).offsetTop - place.clientHeight / 2;
  });
  /** @type {AppState|null} */
  let now = null;
  return (state) => {
    now = state;
    if (!state.trace) return;
    draw(windowOf(state).from, ...FACTS.map((name) => state[name]));
    mark(body.querySelector(`[data-step="${state.step}"]`));
  };
}

/** @param {number|string|null} value @param {boolean} isSigned */
function written(value, isSigned) {
  if (value === null) return "";
  if (typeof value === "string") return value;
  return isSigned ? withSign(value) : plain(value, Number.isInteger(value) ? 0 : 3);
}
