/**
 * The button that dyes the present step; two clicks on a step of the timeline do the same.
 *
 * @typedef {import("../../state/app_state.js").AppState & {dye: number|null}} State
 * @typedef {{type: "dye", step?: number}} Pour
 */

import { domOf, set } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {HTMLElement|null} timeline null on a page without one
 * @param {import("../base/panel.js").Tools<Pour>} tools
 * @returns {import("../base/panel.js").Update<State>}
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
  timeline?.addEventListener("dblclick", ({ target }) => {
    if (/** @type {Element} */ (target).closest("canvas")) dispatch({ type: "dye", step });
  });
  return (state) => {
    step = state.step;
    set(button, { "aria-pressed": String(state.dye === state.step) });
  };
}
