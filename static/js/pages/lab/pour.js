/** The button that dyes the present step; two clicks on a step of the timeline do the same. */

import { domOf, set } from "../../view/base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {HTMLElement} timeline
 * @param {import("../../view/base/panel.js").Tools<import("../../features/dye/dye.state.js").DyeAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("../../features/dye/dye.state.js").State>}
 */
export function mountPour(el, timeline, { dispatch, messages: { t } }) {
  const pour = () => dispatch({ type: "dye" });
  const name = { "aria-label": t("lab.dye.pour"), title: t("lab.dye.pour") };
  const button = domOf(el).html(
    "button",
    { type: "button", class: "light role-memory", ...name, onclick: pour },
    t("lab.dye"),
  );
  el.append(button);
  let step = 0;
  timeline.addEventListener("dblclick", ({ target }) => {
    if (/** @type {Element} */ (target).closest("canvas")) dispatch({ type: "dye", step });
  });
  return (state) => {
    step = state.step;
    set(button, { "aria-pressed": String(state.dye === state.step) });
  };
}
