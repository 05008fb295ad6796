/** Parts of a screen are fetched once it is there. What cannot be fetched says so in its place, with a button to try again. */

import { domOf, handOn } from "../../view/base/dom.js";

/** @typedef {import("../../data/messages.js").Messages} Messages */

/**
 * @template Module
 * @param {HTMLElement} place
 * @param {Messages} messages
 * @param {() => Promise<Module>} fetch
 * @param {(module: Module) => unknown} start
 */
export function bring(place, messages, fetch, start) {
  fetch().then(start, () => sayFailed(place, messages, () => bring(place, messages, fetch, start)));
}

/** @param {HTMLElement} place @param {Messages} messages @param {() => unknown} tryAgain */
export function sayFailed(place, { t }, tryAgain) {
  const { html } = domOf(place);
  const again = html("button", { type: "button", class: "plain", onclick: leave }, t("lab.notice.retry"));
  const says = html("p", { class: "hint", role: "status" }, t("lab.door.failed"), " ", again);
  place.prepend(says);

  function leave() {
    place.tabIndex = -1;
    handOn(again, place);
    says.remove();
    tryAgain();
  }
}
