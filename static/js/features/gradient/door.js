/** The choice of the output whose gradient is shown, its numbers at this step, and its length beside a plain network's. */

import { domOf } from "../../view/base/dom.js";
import { mountBeside } from "./beside.js";
import { mountNumbers } from "./numbers.js";
import { mountOutputChoice } from "./output_choice.js";
import { mountSays } from "./says.js";

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mount(place, tools) {
  const { html } = domOf(place);
  const { t } = tools.messages;
  const choice = html("div", { class: "output-choice", hidden: true });
  const beside = html("div", { class: "beside", hidden: true });
  const says = html("p", { class: "gradient-says" });
  const numbers = html("table", { class: "numbers" });
  place.append(html("h2", {}, t("lab.backward.switch")), choice, says, numbers, beside);
  const updates = [
    mountOutputChoice(choice, tools),
    mountSays(says, tools),
    mountNumbers(numbers, tools),
    mountBeside(beside, tools),
  ];
  return (state) => {
    for (const update of updates) update(state);
  };
}
