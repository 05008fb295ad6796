/** The choice of the output whose gradient is shown: its step and lane, initially the last step and all lanes. */

import { chosenOutput } from "../../state/gradient.js";
import { stepCount } from "../../state/question.js";
import { domOf, set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { laneNumber } from "../../view/base/words.js";

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountOutputChoice(place, { dispatch, messages }) {
  const { t } = messages;
  const { html } = domOf(place);
  const step = html("input", {
    type: "number",
    min: 1,
    step: 1,
    inputmode: "numeric",
    "aria-label": t("lab.output.step.name"),
    onchange: choose,
  });
  const lane = html("select", { "aria-label": t("lab.output.lane.name"), onchange: choose });
  const laneLabel = html("label", {}, t("lab.output.lane"), lane);
  place.append(
    html("span", { class: "output-choice-name" }, t("lab.output.heading")),
    html("label", {}, t("lab.output.step"), step),
    laneLabel,
  );

  function choose() {
    const at = Number(step.value);
    const isStep = Number.isInteger(at) && at >= 1 && at < Number(step.max);
    dispatch({
      type: "choose output",
      output: { step: isStep ? at - 1 : null, unit: lane.value === "" ? null : Number(lane.value) },
    });
  }

  const drawLanes = onChange((/** @type {import("../../data/types.js").Preset} */ preset) => {
    const all = html("option", { value: "" }, t("lab.output.all"));
    const options = Array.from({ length: preset.units }, (_, unit) =>
      html("option", { value: unit }, t("lab.output.one", { lane: laneNumber(messages, preset, unit) })),
    );
    lane.replaceChildren(all, ...options);
  });

  return (state) => {
    place.hidden = !state.backward || !state.preset;
    if (!state.backward || !state.preset) return;
    const steps = stepCount(state);
    const output = chosenOutput(state);
    drawLanes(state.preset);
    laneLabel.hidden = Boolean(state.preset.upload); // a file's outputs are not always this layer's units
    set(step, { max: steps });
    step.value = String((output.step ?? steps - 1) + 1);
    lane.value = String(output.unit ?? "");
  };
}
