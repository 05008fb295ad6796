/** Offers the tour to first-time visitors. */

import { isTourKnown, knowTour } from "../../features/tour/tour.state.js";
import { domOf, set } from "../../view/base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools<import("./state.js").LabAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").LabState>}
 */
export function mountInvitation(el, { dispatch, messages: { t }, outside }) {
  const { html } = domOf(el);
  let isKnown = isTourKnown(outside.storage);
  const take = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "tour", on: true }) },
    t("lab.tour.take"),
  );
  const no = html("button", { type: "button", class: "remove", "aria-label": t("lab.tour.no"), onclick: decline }, "×");
  el.append(html("span", {}, t("lab.tour.invite")), take, no);

  function decline() {
    knowTour(outside.storage);
    isKnown = true;
    el.hidden = true;
  }
  return ({ touring }) => {
    isKnown ||= touring;
    set(el, { hidden: isKnown });
  };
}
