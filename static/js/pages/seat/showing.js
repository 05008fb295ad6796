/** Asks whether what this seat looks at may be shown to all; nobody is told whose it is. */

import { domOf, set } from "../../view/base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {{messages: import("../../data/messages.js").Messages, answer: (agreed: boolean) => void}} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").SeatState>}
 */
export function mountShowing(el, { messages: { t }, answer }) {
  const { html } = domOf(el);
  /** @param {boolean} agreed */
  const button = (agreed) =>
    html(
      "button",
      { type: "button", class: agreed ? "button" : "plain", onclick: () => answer(agreed) },
      t(agreed ? "seat.show.yes" : "seat.show.no"),
    );
  el.append(
    html("p", { role: "status" }, t("seat.show.ask")),
    html("p", { class: "seat-ways" }, button(true), button(false)),
  );
  return ({ showing, ended }) => set(el, { hidden: !showing || showing.agreed !== undefined || ended !== null });
}
