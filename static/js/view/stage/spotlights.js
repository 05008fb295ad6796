/** The four spotlights of the Cell view, as switches below the drawing. */

import { SPOTLIGHTS } from "../../unit/spotlights.js";
import { html, set } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountSpotlights(el, { dispatch, messages }) {
  let lit = /** @type {import("../../unit/spotlights.js").SpotlightId|null} */ (null);
  const buttons = SPOTLIGHTS.map(({ id, role }) =>
    html(
      "button",
      {
        type: "button",
        class: `light role-${role}`,
        onclick: () => dispatch({ type: "spotlight", id: lit === id ? null : id }),
      },
      messages.t(`lab.spotlight.${id}`),
    ),
  );
  el.append(html("span", { class: "light-name" }, messages.t("lab.spotlight.heading")), ...buttons);
  return ({ spotlight, view }) => {
    lit = spotlight;
    el.hidden = view !== "cell";
    for (const [index, { id }] of SPOTLIGHTS.entries())
      set(buttons[index], { "aria-pressed": String(id === spotlight) });
  };
}
