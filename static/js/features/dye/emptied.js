/** The steps whose input is emptied in this run, each with a button that puts it back. */

import { domOf } from "../../view/base/dom.js";
import { afterwards, onChange } from "../../view/base/panel.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountEmptied(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const { plan, run } = afterwards();

  /** @param {number} row */
  function fill(row) {
    dispatch({ type: "fill input", row });
    plan(() => (el.querySelector("button") ?? el.closest("section")?.querySelector("input"))?.focus());
  }

  const draw = onChange((/** @type {readonly number[]} */ rows) => {
    el.replaceChildren(
      ...rows.map((row) =>
        html(
          "div",
          { class: "input-actions" },
          html("span", {}, t("dye.emptied", { step: row + 1 })),
          html("button", { type: "button", class: "plain", onclick: () => fill(row) }, t("dye.worth.fill")),
        ),
      ),
    );
  });
  return ({ emptied }) => {
    draw(emptied);
    run();
  };
}
