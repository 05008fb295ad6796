/** The choice of the output whose gradient is shown, and the gradient's length beside a plain network's. */

import { html } from "../../view/base/dom.js";
import { mountBeside } from "./beside.js";
import { mountOutputChoice } from "./output_choice.js";

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mount(place, tools) {
  const choice = html("div", { class: "output-choice", hidden: true });
  const beside = html("div", { class: "beside", hidden: true });
  place.append(choice, beside);
  const updates = [mountOutputChoice(choice, tools), mountBeside(beside, tools)];
  return (state) => {
    for (const update of updates) update(state);
  };
}
