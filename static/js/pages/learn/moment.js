/** The step that a figure shows, in words. */

import { stepCount, stepLabel } from "../../state/question.js";
import { domOf, setText } from "../../view/base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountMoment(el, { messages }) {
  const { html } = domOf(el);
  const count = html("b", {});
  const label = html("span", {});
  el.append(count, " ", label);
  return (state) => {
    if (!state.trace) return;
    setText(count, messages.t("learn.figure.step", { step: state.step + 1, steps: stepCount(state) }));
    setText(label, stepLabel(state, messages.language, state.step));
  };
}
