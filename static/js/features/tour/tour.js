/** A tour of up to six cards. It never starts on its own, waits for the user, hides nothing, and can be left at any time. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { knowTour } from "./tour.state.js";

/** The subject of each card: a message, and the element at which it points. */
const CARDS = /** @type {const} */ ([
  ["pipe", "#scene"],
  ["phases", "#transport"],
  ["valves", "#scene"],
  ["numbers", "#readout"],
  ["timeline", "#timeline"],
  ["predict", "#predict"],
]);

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools<import("./tour.state.js").TourAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("./tour.state.js").TourState>}
 */
export function mountTour(place, { dispatch, messages: { t }, outside }) {
  const { document, html } = domOf(place);
  let card = 0;
  /** @type {Element|null} */
  let opener = null;
  const count = html("p", { class: "tour-count" });
  const heading = html("h2", { id: "tour-heading", tabindex: -1 });
  const text = html("p", { id: "tour-text" });
  const back = button("tour.back", "plain", () => go(card - 1));
  const next = button("tour.next", "button", () => (card < cards().length - 1 ? go(card + 1) : leave()));
  const end = html("button", { type: "button", class: "remove", "aria-label": t("tour.leave"), onclick: leave }, "×");
  const aside = html(
    "aside",
    { class: "tour", "aria-labelledby": "tour-heading", hidden: true },
    html("header", {}, count, end),
    heading,
    text,
    html("p", { class: "ways" }, back, next),
  );
  aside.addEventListener("keydown", (event) => event.key === "Escape" && leave());
  place.append(aside);

  /** @param {string} id @param {string} kind @param {() => void} onclick */
  function button(id, kind, onclick) {
    return html("button", { type: "button", class: kind, onclick }, t(id));
  }

  /** The cards whose subject is on the page now: under the lid, for instance, there are no numbers of a phase. */
  function cards() {
    return CARDS.filter(([, place]) => document.querySelector(place)?.checkVisibility());
  }

  /** @param {number} to */
  function go(to) {
    const present = cards();
    card = Math.min(to, present.length - 1);
    const [name, place] = present[card];
    setText(count, t("tour.count", { card: card + 1, cards: present.length }));
    setText(heading, t(`tour.${name}`));
    setText(text, t(`tour.${name}.says`));
    set(back, { "aria-disabled": card === 0 ? "true" : null, hidden: card === 0 });
    setText(next, t(card === present.length - 1 ? "tour.end" : "tour.next"));
    light(document.querySelector(place));
    heading.focus({ preventScroll: true });
  }

  /** @param {Element|null} place */
  function light(place) {
    for (const lit of document.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
    if (!place) return;
    place.setAttribute("data-lit", "");
    const { top, bottom } = place.getBoundingClientRect();
    if (top < 0 || bottom > aside.getBoundingClientRect().top) place.scrollIntoView({ block: "start" });
  }

  function leave() {
    dispatch({ type: "tour", on: false });
  }

  const draw = onChange((/** @type {boolean} */ touring) => {
    aside.hidden = !touring;
    if (touring) {
      opener = document.activeElement;
      knowTour(outside.storage);
      go(0);
      return;
    }
    light(null);
    if (opener instanceof HTMLElement && opener.checkVisibility()) opener.focus();
    else document.querySelector(/** @type {"button"} */ ("#help button"))?.focus();
  });
  return ({ touring }) => draw(touring);
}
