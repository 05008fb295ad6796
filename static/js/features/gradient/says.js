/** The lengths of the gradient at this step, in words. */

import { backwardOf } from "../../state/gradient.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { setText } from "../../view/base/dom.js";
import { plain } from "../../view/base/numbers.js";
import { unitWord } from "../../view/base/words.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountSays(el, { messages }) {
  return (state) => {
    const gradients = backwardOf(state);
    const blueprint = blueprintOf(state);
    setText(
      el,
      gradients ? unitWord(messages, blueprint, "lab.backward.says", lengthsAt(blueprint, gradients, state.step)) : "",
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
