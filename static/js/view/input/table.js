/**
 * The input of a model that reads numbers: one row per step, one column per input. Text stays as typed.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 */

import { rowOf } from "../../state/lanes.js";
import { domOf, set } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { afterwards, onChange } from "../base/panel.js";
import { keyedRows } from "../base/rows.js";
import { listenToHands } from "./hands.js";
import { columnsOf, headCells } from "./head.js";
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
  const dom = domOf(el);
  const { t } = messages;
  const { head, body, table, scroll, dashes } = frame(dom, t);
  el.append(scroll, dashes, addButton(dom, t("lab.input.add"), addRow));

  const { plan, run } = afterwards();
  const kept = keyedRows(body, (/** @type {number} */ row) => tableRow(dom, messages, row, columns));
  const mark = marker();
  /** @type {TableRow[]} */
  let rows = [];
  /** @type {AppState["cells"]} */
  let cells = [];
  /** @type {import("./head.js").Column[]} */
  let columns = [];

  /** The next change builds on this one, even before it is drawn. @param {AppState["cells"]} next @param {string[]} [headings] */
  function change(next, headings) {
    cells = next;
    dispatch({ type: "edit cells", cells, names: headings });
  }

  /** @param {number} row @param {number} column */
  function focus(row, column) {
    const input = rows[row]?.inputs[Math.min(column, columns.length - 1)];
    input?.focus();
    input?.select();
  }

  function addRow() {
    change([...cells, columns.map(() => "0")]);
    plan(() => focus(cells.length - 1, 0));
  }
  listenToHands(body, {
    cells: () => cells,
    columns: () => columns.length,
    change,
    complain,
    focus,
    removed: (row) => plan(() => focusBeside(rows, row)),
  });

  const drawHead = onChange((/** @type {AppState["preset"]} */ preset, /** @type {number} */ count) => {
    columns = columnsOf(messages, preset, count);
    head.replaceChildren(...headCells(dom, messages, columns));
    kept.clear();
  });

  const drawRows = onChange((/** @type {AppState["cells"]} */ _cells, /** @type {AppState["preset"]} */ _preset) => {
    rows = kept.show([...cells.keys()]);
    for (const [index, row] of rows.entries()) row.write(cells[index]);
    set(table, { "data-single": cells.length === 1 });
    set(dashes, { hidden: !body.querySelector("[data-outside]") });
  });

  const stop = tabStop();
  body.addEventListener("focusin", ({ target }) =>
    stop.at(rows.find(({ element }) => element.contains(/** @type {Node} */ (target)))),
  );

  const drawStep = onChange((/** @type {TableRow|undefined} */ row) => markStep(body, scroll, head, row));

  return {
    focus,
    /** @param {AppState} state */
    update(state) {
      const { preset, step } = state;
      if (!preset || preset.input.kind === "text") return;
      cells = state.cells;
      drawHead(preset, Math.max(preset.inputs, ...cells.map((row) => row.length)));
      drawRows(cells, preset);
      const current = rows[rowOf(state, step)];
      drawStep(current);
      if (!stop.isIn(rows) || !body.contains(body.ownerDocument.activeElement)) stop.at(current ?? rows[0]);
      run();
    },
    /** @param {readonly InputFault[]} faults */
    mark: (faults) => mark(rows, faults),
  };
}

/** After a row is removed; the last one left cannot be. @param {readonly TableRow[]} rows @param {number} removed */
function focusBeside(rows, removed) {
  const next = rows[Math.min(removed, rows.length - 1)];
  (rows.length > 1 ? next?.remove : next?.inputs[0])?.focus();
}

/** The rows have one place in the tab order, that of one row; arrow keys lead to the others. */
function tabStop() {
  /** @type {TableRow|undefined} */
  let stop;
  return {
    /** @param {TableRow|undefined} row */
    at(row) {
      if (row === stop) return;
      for (const each of stop ? [...stop.inputs, stop.remove] : []) set(each, { tabindex: -1 });
      stop = row;
      for (const each of stop ? [...stop.inputs, stop.remove] : []) set(each, { tabindex: null });
    },
    /** @param {readonly TableRow[]} rows */
    isIn: (rows) => stop !== undefined && rows.includes(stop),
  };
}

/** @param {Dom} dom @param {string} label @param {() => void} add */
const addButton = (dom, label, add) =>
  dom.html("button", { type: "button", class: "plain with-icon", onclick: add }, icon(dom, "add"), label);

/** @param {Dom} dom @param {import("../../data/messages.js").Messages["t"]} t */
function frame({ html }, t) {
  const head = html("tr", {});
  const body = html("tbody", {});
  const title = html("caption", { class: "visually-hidden" }, t("lab.input.table"));
  const table = html("table", { class: "input-table" }, title, html("thead", {}, head), body);
  const dashes = html("p", { class: "hint", hidden: true }, t("lab.input.outside"));
  return { head, body, table, scroll: html("div", { class: "input-scroll" }, table), dashes };
}

/** Marks the row of the step on show, and brings it into view. @param {HTMLElement} body @param {HTMLElement} scroll @param {HTMLElement} head @param {TableRow|undefined} row */
function markStep(body, scroll, head, row) {
  for (const current of body.querySelectorAll("[aria-current]")) set(current, { "aria-current": null });
  if (!row) return;
  set(row.element, { "aria-current": "step" });
  if (scroll.contains(scroll.ownerDocument.activeElement)) return;
  requestAnimationFrame(() => setTimeout(() => reveal(row.element, scroll, head)));
}

/** Scrolls only the table's own box, as far as needed, and after the frame is painted, when measuring is cheap. @param {HTMLElement} row @param {HTMLElement} scroll @param {HTMLElement} head */
function reveal({ offsetTop, offsetHeight }, scroll, head) {
  const covered = /** @type {HTMLElement} */ (head.parentElement).offsetHeight;
  const lowest = offsetTop + offsetHeight - scroll.clientHeight;
  scroll.scrollTop = Math.max(lowest, Math.min(scroll.scrollTop, offsetTop - covered));
}

/** Marks the cells that cannot be parsed, and unmarks earlier ones. */
function marker() {
  /** @type {HTMLElement[]} */
  let marked = [];
  return (/** @type {readonly TableRow[]} */ rows, /** @type {readonly InputFault[]} */ faults) => {
    for (const input of marked) set(input, { "aria-invalid": null, "aria-describedby": null });
    marked = faults.flatMap(({ row, column }) => {
      const inputs = row === null ? [] : (rows[row]?.inputs ?? []);
      return column === null ? inputs : (inputs[column] ?? []);
    });
    for (const input of marked) set(input, { "aria-invalid": "true", "aria-describedby": "input-faults" });
  };
}
