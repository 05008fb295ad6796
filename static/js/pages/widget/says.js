/** What the widget says in words: what it shows, and why it has no answer. */

import { stepCount, stepLabel } from "../../state/question.js";
import { domOf, set, setText } from "../../view/base/dom.js";

/**
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

/**
 * What is shown of how much: nothing is left out in silence.
 *
 * @param {Messages} messages
 * @param {import("./kernel.js").Document} document
 * @returns {string}
 */
export function captionOf({ t }, { preset, units, backward, sequence, turnable }) {
  const lanes = units.map((unit) => unit + 1).join(t("lab.lanes.separator"));
  return [
    units.length < preset.units
      ? t("widget.some", { lanes, units: preset.units })
      : t("widget.all", { units: preset.units }),
    ...(sequence ? [t("widget.sequence", { sequence: sequence[0] + 1, count: sequence[1] })] : []),
    ...(backward ? [t("widget.backward")] : []),
    ...(turnable ? [] : [t("widget.fixed")]),
    t("widget.counting"),
  ].join(" ");
}

/**
 * The step that is shown, with what it reads.
 *
 * @param {HTMLElement} el
 * @param {{messages: Messages}} tools
 * @returns {(state: AppState) => void}
 */
export function mountMoment(el, { messages: { t, language } }) {
  const { html } = domOf(el);
  const [count, label] = [html("b", {}), html("span", { class: "widget-label" })];
  el.append(count, label);
  return (state) => {
    const name = stepLabel(state, language, state.step);
    setText(count, t("lab.chooser.step", { step: state.step + 1, steps: stepCount(state) }));
    setText(label, name);
    set(label, { hidden: name === "" });
  };
}

/**
 * Why there is no answer, and a way to ask again.
 *
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {(state: AppState) => void}
 */
export function mountTrouble(el, { messages: { t }, dispatch }) {
  const { html } = domOf(el);
  const text = html("span", {});
  const again = { type: "button", class: "plain", onclick: () => dispatch({ type: "retry" }) };
  el.append(text, " ", html("button", again, t("lab.notice.retry")));
  return ({ problem }) => {
    set(el, { hidden: problem === null });
    if (problem) setText(text, problem.status ? t("widget.refused", { reason: problem.detail }) : t("widget.away"));
  };
}
