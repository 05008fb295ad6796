/**
 * One result of a search: the unit's name, and how closely its valve follows.
 *
 * @typedef {import("../../../view/base/dom.js").Dom} Dom
 */

import { withSign } from "../../../view/base/numbers.js";

/**
 * @param {Dom} dom
 * @param {import("../../../data/messages.js").Messages} messages
 * @param {{unit: number, r: number}} found
 * @param {(units: number[]) => void} show
 */
export function item({ html }, { t }, { unit, r }, show) {
  const sign = r < 0 ? "negative" : "positive";
  const bar = html("span", { class: "search-bar", "data-sign": sign, "aria-hidden": "true" });
  bar.style.setProperty("--r", String(Math.abs(r)));
  const label = t("models.search.item", { unit: unit + 1, r: withSign(r, 2) });
  const button = html(
    "button",
    { type: "button", "aria-label": label, onclick: () => show([unit]) },
    html("span", {}, t("models.search.unit", { unit: unit + 1 })),
    bar,
    html("span", { class: "search-r" }, withSign(r, 2)),
  );
  return html("li", { "data-unit": unit, "data-r": r }, button);
}
