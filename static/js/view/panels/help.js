/** The button that opens the sheet of all keys. */

import { html } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").LessonTools} tools
 */
export function mountHelp(el, { dispatch, messages: { t } }) {
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
      onclick: () => dispatch({ type: "lesson", change: { sheet: true } }),
    },
    keys,
  );
  el.append(button);
}
