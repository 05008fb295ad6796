/** Offers the tour to first-time visitors. */

import { isTourKnown, knowTour } from "../../state/tour.js";
import { html, set } from "../base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").LessonTools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountInvitation(el, { dispatch, messages: { t } }) {
  let isKnown = isTourKnown();
  const take = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "lesson", change: { touring: true } }) },
    t("lab.tour.take"),
  );
  const no = html("button", { type: "button", class: "remove", "aria-label": t("lab.tour.no"), onclick: decline }, "×");
  el.append(html("span", {}, t("lab.tour.invite")), take, no);

  function decline() {
    knowTour();
    isKnown = true;
    el.hidden = true;
  }
  return ({ lesson }) => {
    isKnown ||= lesson.touring;
    set(el, { hidden: isKnown || lesson.present });
  };
}
