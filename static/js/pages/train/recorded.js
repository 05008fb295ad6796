/** Recorded runs instead of a training of one's own: whether they are wanted, those of presets, and which one is shown. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { unitName } from "./names.js";
import { keyOf } from "./plan.state.js";
import { ownRun } from "./runs.state.js";

/** @typedef {import("./state.js").TrainState} State */
/** @typedef {import("./requests.js").Recorded} Recorded */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountRecorded(el, { dispatch, messages }) {
  const { html } = domOf(el);
  const { t } = messages;
  const box = html("input", {
    type: "checkbox",
    onchange: () => dispatch({ type: "recorded", on: box.checked }),
  });
  const says = html("p", { role: "status" });
  const presets = html("p", {});
  el.append(html("label", { class: "train-goal" }, box, html("span", {}, t("train.recorded"))), says, presets);

  /** @param {import("./plan.state.js").Plan} plan */
  const nameOf = (plan) => t("train.run", { unit: unitName(messages, plan), units: plan.units });
  /** @param {Recorded} run */
  const button = ({ plan }) =>
    html(
      "button",
      { type: "button", class: "plain", onclick: () => dispatch({ type: "as recorded", plan }) },
      nameOf(plan),
    );
  const draw = onChange((/** @type {readonly Recorded[]} */ runs, /** @type {string|null} */ task) => {
    const found = runs.filter(({ preset, plan }) => preset && plan.task === task);
    presets.replaceChildren(t("train.recorded.presets"), ...found.flatMap((run) => [" ", button(run)]));
    set(presets, { hidden: found.length === 0 });
  });

  return (state) => {
    const { offer, plan, recorded } = state;
    box.checked = recorded;
    set(box, { disabled: plan.task === null });
    if (offer) draw(offer.recorded, plan.task);
    const own = ownRun(state);
    setText(says, recorded && own?.recorded ? t(...whatOf(own, plan, offer?.recorded ?? [])) : "");
  };

  /** @param {import("./runs.state.js").Run} run @param {import("./plan.state.js").Plan} wanted @param {readonly Recorded[]} all @returns {[string, Record<string, any>?]} */
  function whatOf({ id, plan }, wanted, all) {
    if (all.find((one) => one.id === id)?.preset) return ["train.recorded.as_preset"];
    if (keyOf(plan) === keyOf(wanted)) return ["train.recorded.exactly"];
    const { learning_rate: rate, forget_bias: bias, seed, steps } = plan;
    return ["train.recorded.nearest", { name: nameOf(plan), rate, bias: String(bias).replace("-", "−"), seed, steps }];
  }
}
