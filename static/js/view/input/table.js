/** The input of a model that reads numbers: a row a step, a column an input. Text stays as typed. */

import { isNumber, parsePaste, pasteInto } from "../../state/cells.js";
import { rowOf } from "../../state/models.js";
import { html, set } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { afterwards, onChange } from "../base/panel.js";
import { tableRow } from "./row.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/faults.js").InputFault} InputFault
 * @typedef {import("./row.js").TableRow} TableRow
 */

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools & {complain: (fault: InputFault|null) => void}} tools
 */
export function mountInputTable(el, { dispatch, messages, complain }) {
  const { t, pick } = messages;
  const head = html("tr", {});
  const body = html("tbody", { oninput: edit, onkeydown: move, onpaste: paste, onclick: remove });
  const table = html(
    "table",
    { class: "input-table" },
    html("caption", { class: "visually-hidden" }, t("lab.input.table")),
    html("thead", {}, head),
    body,
  );
  const scroll = html("div", { class: "input-scroll" }, table);
  const add = html(
    "button",
    { type: "button", class: "plain with-icon", onclick: addRow },
    icon("add"),
    t("lab.input.add"),
  );
  el.append(scroll, add);

  /** @type {TableRow[]} */
  let rows = [];
  /** @type {AppState["cells"]} */
  let cells = [];
  /** @type {string[]} */
  let names = [];
  /** @type {HTMLElement[]} */
  let marked = [];

  const { plan, run } = afterwards();

  /** The next change builds on this one, also before it is drawn. @param {AppState["cells"]} next */
  function change(next) {
    cells = next;
    dispatch({ type: "edit cells", cells });
  }

  /** @param {Event} event @returns {[number, number]|null} */
  function placeOf(event) {
    const { row, column } = /** @type {HTMLElement} */ (event.target).dataset;
    return row === undefined || column === undefined ? null : [Number(row), Number(column)];
  }

  /** @param {Event} event */
  function edit(event) {
    const place = placeOf(event);
    if (!place) return;
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    change(cells.map((line, row) => (row === place[0] ? withCell(line, place[1], value) : line)));
  }

  /** @param {Event} event */
  function move(event) {
    const { key } = /** @type {KeyboardEvent} */ (event);
    const by = key === "ArrowDown" || key === "Enter" ? 1 : key === "ArrowUp" ? -1 : 0;
    const place = placeOf(event);
    if (!by || !place) return;
    event.preventDefault();
    const next = rows[place[0] + by]?.inputs[place[1]];
    next?.focus();
    next?.select();
  }

  /** @param {Event} event */
  function paste(event) {
    const place = placeOf(event);
    const block = /** @type {ClipboardEvent} */ (event).clipboardData?.getData("text/plain") ?? "";
    if (!place || !isBlock(block.trim())) return;
    event.preventDefault();
    const pasted = pasteInto(cells, place[0], place[1], parsePaste(block, names.length - place[1]));
    if (pasted.fault) complain(pasted.fault);
    else change(pasted.cells);
  }

  /** @param {Event} event */
  function remove(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button || cells.length === 1) return;
    const row = Number(button.dataset.remove);
    change(cells.filter((_, index) => index !== row));
    plan(() => rows[Math.min(row, rows.length - 1)]?.remove.focus());
  }

  function addRow() {
    change([...cells, names.map(() => "0")]);
    plan(() => focus(cells.length - 1, 0));
  }

  /** @param {number} row @param {number} column */
  function focus(row, column) {
    const input = rows[row]?.inputs[Math.min(column, names.length - 1)];
    input?.focus();
    input?.select();
  }

  const drawHead = onChange((/** @type {AppState["preset"]} */ preset, /** @type {number} */ columns) => {
    names = Array.from({ length: columns }, (_, column) => {
      const name = preset?.input.names[column];
      return name ? pick(name) : t("lab.input.extra", { column: column + 1 });
    });
    const ranges = names.map((_, column) => preset?.input.ranges[column]);
    head.replaceChildren(
      html("th", { scope: "col" }, t("lab.input.step")),
      ...names.map((name, column) => {
        const range = ranges[column];
        const hint = range
          ? [html("span", { class: "range" }, t("lab.input.range", { low: minus(range[0]), high: minus(range[1]) }))]
          : [];
        return html("th", { scope: "col" }, name, ...hint);
      }),
      html("th", { scope: "col" }, html("span", { class: "visually-hidden" }, t("lab.input.remove"))),
    );
    rows = [];
    body.replaceChildren();
  });

  const drawRows = onChange((/** @type {AppState["cells"]} */ _cells, /** @type {AppState["preset"]} */ _preset) => {
    while (rows.length > cells.length) rows.pop()?.element.remove();
    const built = cells.slice(rows.length).map((_, index) => tableRow(messages, rows.length + index, names));
    body.append(...built.map(({ element }) => element));
    rows.push(...built);
    for (const [index, row] of rows.entries()) row.write(cells[index]);
    set(table, { "data-single": cells.length === 1 });
  });

  const drawStep = onChange((/** @type {TableRow|undefined} */ row) => {
    for (const current of body.querySelectorAll("[aria-current]")) set(current, { "aria-current": null });
    if (!row) return;
    set(row.element, { "aria-current": "step" });
    if (!scroll.contains(document.activeElement)) setTimeout(() => show(row.element));
  });

  /** Scrolls only the table's own box, as far as needed; once the frame is painted, when to measure costs nothing. @param {HTMLElement} element */
  function show({ offsetTop, offsetHeight }) {
    const covered = /** @type {HTMLElement} */ (head.parentElement).offsetHeight;
    const lowest = offsetTop + offsetHeight - scroll.clientHeight;
    scroll.scrollTop = Math.max(lowest, Math.min(scroll.scrollTop, offsetTop - covered));
  }

  return {
    focus,
    /** @param {AppState} state */
    update(state) {
      const { preset, step } = state;
      if (!preset || preset.input.kind === "text") return;
      cells = state.cells;
      drawHead(
        preset,
        cells.reduce((most, row) => Math.max(most, row.length), preset.inputs),
      );
      drawRows(cells, preset);
      drawStep(rows[rowOf(state, step)]);
      run();
    },
    /** @param {readonly InputFault[]} faults */
    mark(faults) {
      for (const input of marked) set(input, { "aria-invalid": null, "aria-describedby": null });
      marked = faults.flatMap(({ row, column }) => {
        const inputs = row === null ? [] : (rows[row]?.inputs ?? []);
        return column === null ? inputs : (inputs[column] ?? []);
      });
      for (const input of marked) set(input, { "aria-invalid": "true", "aria-describedby": "input-faults" });
    },
  };
}

/** @param {string[]} line @param {number} column @param {string} value */
const withCell = (line, column, value) => line.map((cell, index) => (index === column ? value : cell));

/** More than one cell? @param {string} text */
const isBlock = (text) => /[\t\n\r;]/.test(text) || (text.includes(",") && !isNumber(text));

/** @param {number} value */
const minus = (value) => String(value).replace("-", "−");
