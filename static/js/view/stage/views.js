/** The choice of view for the stage. */

import { VIEWS } from "../../state/choices.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set } from "../base/dom.js";
import { hasView } from "./layout.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @param {readonly import("../../state/app_state.js").View[]} [views] those to choose from
 * @returns {import("../base/panel.js").Update}
 */
export function mountViews(el, { dispatch, messages }, views = VIEWS) {
  const { html } = domOf(el);
  const buttons = views.map((view) =>
    html("button", { type: "button", onclick: () => dispatch({ type: "view", view }) }, messages.t(`lab.view.${view}`)),
  );
  el.append(...buttons);
  return (state) => {
    const shown = hasView(blueprintOf(state), state.view) ? state.view : "pipe";
    for (const [index, button] of buttons.entries()) set(button, { "aria-pressed": String(views[index] === shown) });
  };
}
