/** The switch that sends the gradient of an output back through the pipes, and what it says at this step. */

import { backwardOf } from "../../state/gradient.js";
import { html, set, setText } from "../base/dom.js";
import { plain } from "../base/numbers.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountBackward(el, { dispatch, messages: { t } }) {
  let isOn = false;
  const button = html(
    "button",
    { type: "button", class: "light role-memory", onclick: () => dispatch({ type: "backward", on: !isOn }) },
    t("lab.backward.switch"),
  );
  const says = html("span", { class: "backward-says" });
  el.append(button, says);

  /** @param {number[]} row */
  const norm = (row) => Math.hypot(...row);
  return (state) => {
    isOn = state.backward;
    set(button, { "aria-pressed": String(isOn) });
    const gradients = backwardOf(state);
    const { step } = state;
    setText(
      says,
      gradients
        ? t("lab.backward.says", { dC: plain(norm(gradients.dC[step]), 3), dh: plain(norm(gradients.dh[step]), 3) })
        : "",
    );
  };
}
