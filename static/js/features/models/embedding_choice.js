/**
 * Which embedding of an uploaded model reads a text: a choice, if several fit its inputs.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

import { fittingTables } from "../../state/uploads/models.js";
import { set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/** @param {AppState} state */
const fitting = ({ preset }) => (preset?.upload ? fittingTables(preset.upload.model, preset.inputs) : []);

/**
 * @param {import("../../view/base/dom.js").Dom} dom
 * @param {string} label
 * @param {() => void} changed called when a person chooses
 */
export function embeddingChoice({ html }, label, changed) {
  const choice = html("select", { id: "input-embedding", onchange: changed });
  const element = html("p", { hidden: true }, html("label", { for: choice.id, class: "models-label" }, label), choice);

  const offer = onChange((/** @type {string} */ offered) => {
    const [taken, ...names] = /** @type {string[]} */ (JSON.parse(offered));
    const before = taken || choice.value;
    choice.replaceChildren(...names.map((name) => html("option", { value: name, lang: "en" }, name)));
    if (names.includes(before)) choice.value = before;
  });

  return {
    element,
    /** Offers what fits, with the embedding chosen whose tokens are the input. @param {AppState} state */
    offer(state) {
      const names = fitting(state).map(({ name }) => name);
      offer(JSON.stringify([state.embedding, ...names]));
      set(element, { hidden: names.length < 2 });
    },
    /** The chosen one, and its name if it is one of several. @param {AppState} state */
    chosen(state) {
      const tables = fitting(state);
      const table = tables.find(({ name }) => name === choice.value) ?? tables[0];
      return { table, embedding: tables.length > 1 ? table.name : "" };
    },
  };
}
