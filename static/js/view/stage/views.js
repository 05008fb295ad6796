/** Which view of the unit is on the stage. */

import { VIEWS } from "../../state/app_state.js";
import { html, set } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountViews(el, { dispatch, messages }) {
  const buttons = VIEWS.map((view) =>
    html("button", { type: "button", onclick: () => dispatch({ type: "view", view }) }, messages.t(`lab.view.${view}`)),
  );
  el.append(...buttons);
  return ({ view }) => {
    for (const [index, button] of buttons.entries()) set(button, { "aria-pressed": String(VIEWS[index] === view) });
  };
}
