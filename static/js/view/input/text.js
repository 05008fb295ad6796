/** The input of a model that reads text: one line, one letter per step. */

import { domOf, set, setText } from "../base/dom.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/faults.js").InputFault} InputFault
 */

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 */
export function mountInputText(el, { dispatch, messages }) {
  const { html } = domOf(el);
  const { t } = messages;
  const field = html("input", {
    type: "text",
    id: "input-line",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": "input-letters input-faults",
    oninput: () => dispatch({ type: "edit text", text: field.value }),
  });
  const letters = html("p", { class: "hint", id: "input-letters" });
  el.append(html("label", { for: "input-line" }, t("lab.input.text")), field, letters);

  return {
    /** @param {AppState} state */
    update({ preset, text }) {
      const alphabet = preset?.input.alphabet;
      if (alphabet) setText(letters, t("lab.input.letters", { letters: Object.keys(alphabet).join("  ") }));
      if (field.value !== text) field.value = text;
    },
    /** @param {readonly InputFault[]} faults */
    mark: (faults) => set(field, { "aria-invalid": faults.length ? "true" : null }),
    /** Puts the caret after a letter. @param {number} row */
    focus(row) {
      field.focus();
      const before = [...field.value].slice(0, row).join("").length;
      const letter = [...field.value][row] ?? "";
      field.setSelectionRange(before, before + letter.length);
    },
  };
}
