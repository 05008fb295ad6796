/** The switch that sends the gradient of an output back through the pipes. */

import { domOf, set } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountBackward(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  let isOn = false;
  const name = { "aria-label": t("lab.backward.switch"), title: t("lab.backward.switch") };
  const turn = () => {
    isOn = !isOn;
    dispatch({ type: "backward", on: isOn });
  };
  const button = html(
    "button",
    { type: "button", class: "light role-memory", ...name, onclick: turn },
    t("lab.backward"),
  );
  el.append(button);

  return (state) => {
    isOn = state.backward;
    set(button, { "aria-pressed": String(isOn) });
  };
}
