/** The faults in the input as a list; each links to its cell. */

import { domOf } from "../base/dom.js";

const MOST = 5;

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/faults.js").InputFault} InputFault
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

/**
 * @param {HTMLElement} el
 * @param {Messages} messages
 * @param {(row: number, column: number) => void} go
 * @returns {(faults: readonly InputFault[], state: AppState) => void}
 */
export function mountFaults(el, messages, go) {
  const { html } = domOf(el);
  const { t } = messages;
  /** @param {InputFault} fault @param {AppState} state */
  function item(fault, state) {
    const text = faultInWords(messages, fault, state);
    const { row, column } = fault;
    if (row === null) return html("li", {}, text);
    return html(
      "li",
      {},
      html("button", { type: "button", class: "fault-link", onclick: () => go(row, column ?? 0) }, text),
    );
  }

  return (faults, state) => {
    const items = faults.slice(0, MOST).map((fault) => item(fault, state));
    if (faults.length > MOST) items.push(html("li", {}, t("lab.input.more_faults", { count: faults.length - MOST })));
    const stale = faults.length && state.trace ? [html("p", { class: "hint" }, t("lab.input.stale"))] : [];
    el.replaceChildren(...(items.length ? [html("ul", {}, ...items), ...stale] : []));
  };
}

/**
 * @param {Messages} messages
 * @param {InputFault} fault
 * @param {AppState} state
 */
export function faultInWords({ t, pick }, { row, column, reason, values }, { preset }) {
  const why = t(reason, values);
  if (row === null || reason === "lab.input.empty") return why;
  if (preset?.input.kind === "text") return t("lab.input.letter_fault", { place: row + 1, why });
  if (column === null) return t("lab.input.row_fault", { step: row + 1, why });
  const name = preset?.input.names[column];
  return t("lab.input.cell_fault", { step: row + 1, name: name ? pick(name) : String(column + 1), why });
}
