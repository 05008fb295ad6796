/** The map as a table: a row a unit, a column a measure; a press on a column's head sorts by it. */

import { html, set, setText } from "../../../view/base/dom.js";
import { plain } from "../../../view/base/numbers.js";
import { MEASURES } from "./ranking.state.js";
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
  /** @type {MapView|null} */
  let now = null;
  const heads = MEASURES.map((name) => {
    const press = () => choose(name, now?.measure === name && now.order === "greatest" ? "least" : "greatest");
    const button = html("button", { type: "button", onclick: press }, t(`lab.own.map.${name}`));
    return { name, cell: html("th", { scope: "col", class: `role-${ROLES[name]}` }, button) };
  });
  const byNumber = html(
    "button",
    { type: "button", onclick: () => choose(now?.measure ?? "change", "number") },
    t("lab.own.map.number"),
  );
  const first = html("th", { scope: "col" }, byNumber);
  const body = html("tbody", {});
  el.append(
    html(
      "div",
      { class: "map-scroll", tabindex: 0, role: "group", "aria-label": t("lab.own.map.table") },
      html(
        "table",
        { class: "map-table" },
        html("caption", { class: "visually-hidden" }, t("lab.own.map.table")),
        html("thead", {}, html("tr", {}, first, ...heads.map(({ cell }) => cell))),
        body,
      ),
    ),
  );
  el.addEventListener("toggle", draw);

  /** @param {number} unit */
  function build(unit) {
    const box = html("input", { type: "checkbox", onchange: () => toggle(unit) });
    const cells = MEASURES.map((name) => html("td", { class: `role-${ROLES[name]}`, "data-measure": name }));
    const label = html("label", {}, box, t("lab.own.map.row", { unit: unit + 1 }));
    return { box, cells, row: html("tr", { "data-unit": unit }, html("th", { scope: "row" }, label), ...cells) };
  }

  /** @type {ReturnType<typeof build>[]} */
  let rows = [];
  let order = "";
  function draw() {
    if (!now || !el.open) return;
    const view = now;
    const { measures, measure, units, shown } = view;
    if (rows.length !== units.length) rows = units.map((_, unit) => build(unit));
    if (order !== String(units) || body.childElementCount !== rows.length) {
      const focused = body.contains(document.activeElement) ? document.activeElement : null;
      order = String(units);
      body.replaceChildren(...units.map((unit) => rows[unit].row));
      if (focused) /** @type {HTMLElement} */ (focused).focus();
    }
    const way = { number: null, greatest: "descending", least: "ascending" }[view.order];
    set(first, { "aria-sort": way ? null : "ascending" });
    for (const { name, cell } of heads) set(cell, { "aria-sort": name === measure ? way : null });
    for (const [unit, { box, cells }] of rows.entries()) {
      box.checked = shown.includes(unit);
      for (const [index, name] of MEASURES.entries()) {
        const value = measures[name][unit];
        setText(cells[index], plain(value, 3));
        cells[index].style.setProperty(
          "--heat",
          String(value / (name === "change" ? Math.max(...measures.change) || 1 : 1)),
        );
      }
    }
  }

  return (view) => {
    now = view;
    draw();
  };
}
