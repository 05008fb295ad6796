/**
 * The map as a table: one row per unit, one column per measure; pressing a column's head sorts by it.
 *
 * @typedef {import("../../../view/base/dom.js").Dom} Dom
 */

import { domOf, set, setText } from "../../../view/base/dom.js";
import { plain } from "../../../view/base/numbers.js";
import { keyedRows } from "../../../view/base/rows.js";
import { fullColour, MEASURES, valuesOf } from "./ranking.state.js";
import { ROLES } from "./roles.js";

/**
 * @typedef {import("./map.js").MapView} MapView
 * @typedef {import("./map.js").Order} Order
 * @typedef {import("./ranking.state.js").Measure} Measure
 */

/**
 * @param {HTMLDetailsElement} el
 * @param {import("../../../data/messages.js").Messages} messages
 * @param {{toggle: (unit: number) => void, choose: (measure: Measure, order: Order) => void}} acts
 * @returns {(view: MapView) => void}
 */
export function mountTable(el, { t }, { toggle, choose }) {
  const dom = domOf(el);
  const { html } = dom;
  /** @type {MapView|null} */
  let now = null;
  const heads = MEASURES.map((name) => {
    const press = () => choose(name, now?.measure === name && now.order === "greatest" ? "least" : "greatest");
    const button = html("button", { type: "button", onclick: press }, t(`models.map.${name}`));
    return { name, cell: html("th", { scope: "col", class: `role-${ROLES[name]}` }, button) };
  });
  const byNumber = html(
    "button",
    { type: "button", onclick: () => choose(now?.measure ?? "change", "number") },
    t("models.map.number"),
  );
  const first = html("th", { scope: "col" }, byNumber);
  const body = html("tbody", {});
  el.append(
    html(
      "div",
      { class: "map-scroll", tabindex: 0, role: "group", "aria-label": t("models.map.table") },
      html(
        "table",
        { class: "map-table" },
        html("caption", { class: "visually-hidden" }, t("models.map.table")),
        html("thead", {}, html("tr", {}, first, ...heads.map(({ cell }) => cell))),
        body,
      ),
    ),
  );
  el.addEventListener("toggle", draw);

  const rows = keyedRows(body, (/** @type {number} */ unit) => tableRow(dom, t, unit, () => toggle(unit)));

  function draw() {
    if (!now || !el.open) return;
    const { measures, measure, units, shown } = now;
    const way = { number: null, greatest: "descending", least: "ascending" }[now.order];
    set(first, { "aria-sort": way ? null : "ascending" });
    for (const { name, cell } of heads)
      set(cell, { "aria-sort": name === measure ? way : null, hidden: !measures[name] });
    const most = MEASURES.map((name) => (measures[name] ? fullColour(name, valuesOf(measures, name)) : 1));
    for (const { unit, box, cells } of rows.show(units)) {
      box.checked = shown.includes(unit);
      for (const [index, name] of MEASURES.entries()) {
        set(cells[index], { hidden: !measures[name] });
        if (!measures[name]) continue;
        const value = valuesOf(measures, name)[unit];
        setText(cells[index], plain(value, 3));
        cells[index].style.setProperty("--heat", String(value / most[index]));
      }
    }
  }

  return (view) => {
    now = view;
    draw();
  };
}

/** @param {Dom} dom @param {import("../../../data/messages.js").Messages["t"]} t @param {number} unit @param {() => void} toggle */
function tableRow({ html }, t, unit, toggle) {
  const box = html("input", { type: "checkbox", onchange: toggle });
  const cells = MEASURES.map((name) => html("td", { class: `role-${ROLES[name]}`, "data-measure": name }));
  const label = html("label", {}, box, t("models.map.row", { unit: unit + 1 }));
  return {
    unit,
    box,
    cells,
    element: html("tr", { "data-unit": unit }, html("th", { scope: "row" }, label), ...cells),
  };
}
