/** The switch that sends the gradient of an output back through the pipes, and its text at this step. */

import { backwardOf } from "../../state/gradient.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { html, set, setText } from "../base/dom.js";
import { plain } from "../base/numbers.js";
import { unitWord } from "../base/words.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountBackward(el, { dispatch, messages }) {
  const { t } = messages;
  let isOn = false;
  const button = html(
    "button",
    { type: "button", class: "light role-memory", onclick: () => dispatch({ type: "backward", on: !isOn }) },
    t("lab.backward.switch"),
  );
  const says = html("span", { class: "backward-says" });
  el.append(button, says);

  return (state) => {
    isOn = state.backward;
    set(button, { "aria-pressed": String(isOn) });
    const gradients = backwardOf(state);
    const { step } = state;
    setText(
      says,
      gradients
        ? unitWord(messages, blueprintOf(state), "lab.backward.says", lengthsAt(blueprintOf(state), gradients, step))
        : "",
    );
  };
}

/**
 * The length of the gradient at a step, with respect to each carried state.
 *
 * @param {import("../../unit/blueprint.js").Blueprint} blueprint
 * @param {import("../../data/types.js").Gradients} gradients
 * @param {number} step
 */
const lengthsAt = ({ carried }, gradients, step) =>
  Object.fromEntries(carried.map((state) => [`d${state}`, plain(Math.hypot(...gradients[`d${state}`][step]), 3)]));
