/** The input editor: a table for numbers, a line for text; what cannot be parsed is reported and stays as typed. */

import { faultsOf } from "../../state/faults.js";
import { readsText, stepCount } from "../../state/question.js";
import { domOf, set, setText } from "../base/dom.js";
import { afterwards, onChange } from "../base/panel.js";
import { mountFaults } from "./faults.js";
import { mountInputTable } from "./table.js";
import { mountInputText } from "./text.js";

/** Larger tables are too big to edit by hand, and have too many fields for a page. */
const MOST_EDITABLE = 2000;

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/faults.js").InputFault} InputFault
 */

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountInput(el, { dispatch, messages }) {
  const { t } = messages;
  const elsewhere = el.querySelector("details"); // only the Lab takes inputs from files
  const { large, hint, tablePlace, textPlace, faultsPlace, count, back } = build(el, t("lab.input.back"), restore);

  const table = mountInputTable(tablePlace, { dispatch, messages, complain });
  const text = mountInputText(textPlace, { dispatch, messages });
  const showFaults = mountFaults(faultsPlace, messages, (row, column) => (isText ? text : table).focus(row, column));

  const { plan, run } = afterwards();
  let isText = false;
  let lastExample = "";
  /** @type {AppState|null} */
  let now = null;
  /** @type {InputFault|null} a paste that does not fit; it leaves no trace in the state */
  let misfit = null;

  /** @param {InputFault|null} fault */
  function complain(fault) {
    misfit = fault;
    if (now) draw(now);
  }

  function restore() {
    const examples = now?.preset?.examples ?? [];
    const example = examples.find(({ id }) => id === lastExample) ?? examples[0];
    if (!example) return;
    dispatch({ type: "choose example", id: example.id });
    plan(() => (isText ? text : table).focus(0, 0));
  }

  let drawn = "";
  /** @param {AppState} state */
  function draw(state) {
    const faults = [...(misfit ? [misfit] : []), ...faultsOf(state)];
    const key = JSON.stringify([state.wanted, state.trace !== null, faults]);
    if (key === drawn) return;
    drawn = key;
    showFaults(faults, state);
    table.mark(isText ? [] : faults);
    text.mark(isText ? faults : []);
  }

  const drawKind = onChange((/** @type {AppState["preset"]} */ preset) => {
    if (elsewhere) set(elsewhere, { hidden: !preset || isText });
    set(textPlace, { hidden: !isText });
    setText(hint, preset ? t(isText ? "lab.input.hint.text" : "lab.input.hint.numbers") : "");
  });

  const drawContent = onChange((/** @type {unknown[]} */ ..._shown) => {
    if (!now) return;
    text.update(now);
    draw(now);
  });

  return (state) => {
    if (state.cells !== now?.cells || state.preset !== now?.preset) misfit = null;
    now = state;
    isText = readsText(state);
    lastExample = state.example ?? lastExample;
    drawKind(state.preset);
    const size = { steps: state.cells.length, columns: state.cells[0]?.length ?? 0 };
    const isLarge = size.steps * size.columns > MOST_EDITABLE;
    if (!isLarge) table.update(state);
    set(tablePlace, { hidden: !state.preset || isText || isLarge });
    set(hint, { hidden: isLarge });
    set(large, { hidden: !isLarge });
    setText(large, isLarge ? t("lab.models.input.large", size) : "");
    drawContent(state.cells, state.text, state.problem, state.preset);
    const steps = isText ? [...state.text].length : size.steps || stepCount(state);
    setText(count, state.preset ? t("lab.input.count", { steps }) : "");
    set(back, { hidden: !state.preset || state.preset.invented || state.example !== null });
    run();
  };
}

/** @param {HTMLElement} el @param {string} label @param {() => void} restore */
function build(el, label, restore) {
  const { html } = domOf(el);
  const large = html("p", { class: "input-large", hidden: true });
  const hint = html("p", { class: "hint" });
  const tablePlace = html("div", { class: "input-numbers" });
  const textPlace = html("div", { class: "input-text" });
  const faultsPlace = html("div", { class: "faults", id: "input-faults" });
  const count = html("span", { class: "hint" });
  const back = html("button", { type: "button", class: "plain", onclick: restore }, label);
  el.append(large, hint, tablePlace, textPlace, faultsPlace, html("div", { class: "input-actions" }, count, back));
  return { large, hint, tablePlace, textPlace, faultsPlace, count, back };
}
