/** One slider for the bias of the forget valve: how readily it keeps memory, in all lanes or in one. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { plain } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";
import { laneNumber, unitWord } from "../../view/base/words.js";

/**
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/types.js").Weights} Weights
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

const REACH = 6;
const ALL = "all";
/** The role of the valve that keeps the old memory. */
const KEEPING = "forget";

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {(blueprint: Blueprint, preset: Preset, weights: Weights) => void}
 */
export function mountBias(place, { dispatch, messages }) {
  const { html } = domOf(place);
  const { t } = messages;
  const choice = html("select", { "aria-label": t("lab.weights.bias.lanes"), onchange: () => show() });
  const slider = html("input", { type: "range", id: "forget-bias", step: 0.1, oninput: turn });
  const says = html("output", { for: "forget-bias" });
  const label = html("label", { for: "forget-bias" });
  const row = html("div", { class: "bias" }, label, choice, slider, says);
  place.append(row);
  /** @type {number[]} */
  let biases = [];
  let gate = "";

  const units = () => (choice.value === ALL ? null : [Number(choice.value)]);

  function turn() {
    dispatch({ type: "edit bias", gate, units: units(), value: Number(slider.value) });
  }

  /** Only after the slider has moved do all lanes have its value; until then it shows their mean. */
  function show() {
    const chosen = units()?.map((unit) => biases[unit]) ?? biases;
    const value = chosen.reduce((sum, bias) => sum + bias, 0) / chosen.length;
    const reach = Math.max(REACH, ...chosen.map((bias) => Math.ceil(Math.abs(bias))));
    const isMixed = chosen.some((bias) => bias !== chosen[0]);
    const text = isMixed ? t("lab.weights.bias.mixed", { value: plain(value) }) : plain(value);
    set(slider, { min: -reach, max: reach, "aria-valuetext": text });
    if (Math.abs(Number(slider.value) - value) > 0.05) slider.value = String(value);
    setText(says, text);
  }

  const build = onChange((/** @type {Preset} */ preset) => {
    choice.replaceChildren(
      html("option", { value: ALL }, t("lab.lanes.all")),
      ...preset.unit_names.map((_, unit) =>
        html("option", { value: unit }, t("lab.lanes.one", { lanes: laneNumber(messages, preset, unit) })),
      ),
    );
  });

  return (blueprint, preset, weights) => {
    const keeps = blueprint.nets.find(({ role }) => role === KEEPING);
    set(row, { hidden: !keeps });
    if (!keeps) return;
    gate = keeps.letter;
    setText(label, unitWord(messages, blueprint, "lab.weights.bias"));
    build(preset);
    biases = weights[gate].b;
    show();
  };
}
