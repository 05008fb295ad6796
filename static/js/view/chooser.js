/** Which model runs on which input, and which step is on show. */

import { stepCount, stepLabel } from "../state/question.js";
import { html, set, setText } from "./dom.js";
import { mountLanes } from "./lanes.js";
import { onChange } from "./panel.js";

const OWN = "";

/**
 * @param {HTMLElement} el
 * @param {import("./panel.js").Tools} tools
 * @returns {import("./panel.js").Update}
 */
export function mountChooser(el, { dispatch, messages }) {
  const { t, pick, language } = messages;
  const model = html("select", {
    id: "choose-model",
    onchange: () => dispatch({ type: "choose preset", name: model.value }),
  });
  const example = html("select", {
    id: "choose-example",
    onchange: () => dispatch({ type: "choose example", id: example.value }),
  });
  const count = html("span", { class: "chooser-step-count" });
  const label = html("span", { class: "chooser-step-label" });
  const lanes = html("div", { class: "lanes" });
  el.append(
    html("label", { class: "choice", for: "choose-model" }, html("span", {}, t("lab.chooser.model")), model),
    html("label", { class: "choice", for: "choose-example" }, html("span", {}, t("lab.chooser.example")), example),
    lanes,
    html("p", { class: "chooser-step" }, count, label),
  );
  const updateLanes = mountLanes(lanes, { dispatch, messages });

  const drawModels = onChange((/** @type {readonly import("../data/types.js").PresetSummary[]} */ presets) => {
    const options = presets.map(({ name, title }) => html("option", { value: name }, pick(title)));
    model.replaceChildren(...options);
    model.disabled = !presets.length;
  });

  const drawExamples = onChange(
    (/** @type {import("../data/types.js").Preset|null} */ preset, /** @type {boolean} */ own) => {
      const options = (preset?.examples ?? []).map(({ id, title }) => html("option", { value: id }, pick(title)));
      if (own) options.unshift(html("option", { value: OWN }, t("lab.chooser.own")));
      example.replaceChildren(...options);
      example.disabled = !preset;
    },
  );

  return (state) => {
    drawModels(state.presets);
    if (model.value !== state.wanted) model.value = state.wanted;
    drawExamples(state.preset, state.preset !== null && state.example === null);
    if (example.value !== (state.example ?? OWN)) example.value = state.example ?? OWN;
    const name = state.trace ? stepLabel(state, language, state.step) : "";
    setText(count, state.trace ? t("lab.chooser.step", { step: state.step + 1, steps: stepCount(state) }) : "");
    setText(label, name);
    set(label, { hidden: name === "" });
    updateLanes(state);
  };
}
