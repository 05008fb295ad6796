/** The button that opens what changes the shape of the picture. */

import { domOf, set } from "../../view/base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("../../features/shape/shape.state.js").ShapeAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("../../features/shape/shape.state.js").ShapeState>}
 */
export function mountShapeSwitch(el, { dispatch, messages: { t } }) {
  let isOn = false;
  const name = { "aria-controls": "shape", "aria-label": t("lab.shape.switch"), title: t("lab.shape.switch") };
  const turn = () => {
    isOn = !isOn;
    dispatch({ type: "shape", on: isOn });
  };
  const button = domOf(el).html("button", { type: "button", class: "light", ...name, onclick: turn }, t("lab.shape"));
  el.append(button);
  return ({ shaping }) => {
    isOn = shaping;
    set(button, { "aria-expanded": String(isOn) });
  };
}
