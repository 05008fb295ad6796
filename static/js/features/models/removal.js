/**
 * The button that deletes a model from the server. It asks for confirmation in place, so that keyboards need no dialog.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { set, setText } from "../../view/base/dom.js";

/**
 * @param {Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {string} name of the model
 * @param {() => Promise<void>} remove
 */
export function removal({ html }, { t }, name, remove) {
  /** @param {string} label @param {string} kind @param {() => void} onclick */
  const plain = (label, kind, onclick) => html("button", { type: "button", class: kind, onclick }, label);
  const says = html("p", { class: "hint", role: "alert" });
  const sure = plain(t("models.delete_sure"), "plain danger", () =>
    remove().catch(() => setText(says, t("models.not_deleted"))),
  );
  const keep = plain(t("models.keep"), "plain", () => ask(false));
  const button = plain(t("models.delete"), "plain danger", () => ask(true));
  const asks = t("models.delete_question", { name });
  const question = html(
    "div",
    { class: "models-sure", role: "group", "aria-label": asks, hidden: true },
    html("p", {}, asks),
    sure,
    keep,
  );

  /** @param {boolean} isAsking */
  function ask(isAsking) {
    set(question, { hidden: !isAsking });
    set(button, { hidden: isAsking });
    (isAsking ? keep : button).focus();
  }
  question.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") ask(false);
  });
  return [button, question, says];
}
