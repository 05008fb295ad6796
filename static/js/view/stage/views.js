/** Which view of the unit is on the stage. */

import { VIEWS } from "../../state/app_state.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { html, set, setText } from "../base/dom.js";
import { unitWord } from "../base/words.js";
import { hasView } from "./layout.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountViews(el, { dispatch, messages }) {
  const buttons = VIEWS.map((view) =>
    html("button", { type: "button", onclick: () => dispatch({ type: "view", view }) }, messages.t(`lab.view.${view}`)),
  );
  const missing = html("p", { class: "view-missing", role: "status" });
  el.append(...buttons, missing);
  return (state) => {
    const blueprint = blueprintOf(state);
    const isThere = hasView(blueprint, state.view);
    const shown = isThere ? state.view : "pipe";
    for (const [index, button] of buttons.entries()) set(button, { "aria-pressed": String(VIEWS[index] === shown) });
    setText(missing, isThere ? "" : unitWord(messages, blueprint, `lab.view.${state.view}.missing`));
  };
}
