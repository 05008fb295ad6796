/** Undo and redo as buttons. */

import { domOf, set } from "../base/dom.js";
import { icon } from "../base/icons.js";

const WAYS = /** @type {const} */ ([
  { type: "undo", keys: "Control+Z", side: "past" },
  { type: "redo", keys: "Control+Shift+Z", side: "future" },
]);

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountHistory(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const buttons = WAYS.map(({ type, keys }) => {
    const label = messages.t(`lab.history.${type}`);
    const attributes = { type: "button", class: "tool", "aria-label": label, "aria-keyshortcuts": keys };
    const button = html("button", { ...attributes, onclick: () => dispatch({ type }) }, icon(dom, type));
    button.title = messages.t("lab.transport.tip", { name: label, keys: messages.t(`lab.history.${type}.keys`) });
    return button;
  });
  el.append(...buttons);
  return (state) => {
    for (const [index, { side }] of WAYS.entries())
      set(buttons[index], { "aria-disabled": state[side].length ? null : "true" });
  };
}
