/** The current step: its number and its name. */

import { headOf } from "../../state/head.js";
import { stepCount, stepLabel } from "../../state/question.js";
import { domOf, set, setText } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountStep(el, { messages: { t, language } }) {
  const { html } = domOf(el);
  const count = html("span", { class: "chooser-step-count" });
  const label = html("span", { class: "chooser-step-label" });
  el.append(count, label);

  return (state) => {
    set(el, { "data-answers": headOf(state) !== null }); // the strip, which comes later, has a band more then
    const name = state.trace ? stepLabel(state, language, state.step) : "";
    setText(count, state.trace ? t("lab.chooser.step", { step: state.step + 1, steps: stepCount(state) }) : "");
    setText(label, name);
    set(label, { hidden: name === "" });
  };
}
