/** The button that opens the sheet of all keys. */

import { domOf } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {{messages: import("../base/panel.js").Messages, open: () => void}} tools
 */
export function mountHelp(el, { messages: { t }, open }) {
  const { html } = domOf(el);
  const label = t("lab.help.open");
  const keys = t("lab.help.open.keys");
  const button = html(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": label,
      "aria-keyshortcuts": "?",
      "aria-haspopup": "dialog",
      title: t("lab.transport.tip", { name: label, keys }),
      onclick: open,
    },
    keys,
  );
  el.append(button);
}
