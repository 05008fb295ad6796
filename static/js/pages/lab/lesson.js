/** What a lesson adds to the page: next to nothing at first; each part is fetched when it is first wanted. */

import { isTourKnown, knowTour } from "../../features/tour/known.js";
import { html, set } from "../../view/base/dom.js";
import { needLater } from "../../view/base/needs.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/lesson.js").Lesson} Lesson
 * @typedef {import("../../state/lesson.js").AnyAction} AnyAction
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {{dispatch: (action: AnyAction) => void, messages: Messages}} Tools
 * @typedef {(tools: Tools) => import("../../view/base/panel.js").Update} Mount
 */

/** @type {readonly {wanted: "sheet"|"present"|"touring", load: () => Promise<Mount>}[]} */
const PARTS = Object.freeze([
  { wanted: "sheet", load: async () => (await import("../../features/keys/sheet.js")).mountSheet },
  { wanted: "present", load: async () => (await import("../../features/present/present.js")).mountPresent },
  { wanted: "touring", load: async () => (await import("../../features/tour/tour.js")).mountTour },
]);

/**
 * @param {HTMLElement} el where the button of the sheet stands
 * @param {HTMLElement} invitation where a first visitor is told of the tour
 * @param {Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountLesson(el, invitation, tools) {
  const { dispatch, messages } = tools;
  const label = messages.t("lab.help.open");
  const button = html("button", {
    type: "button",
    class: "tool",
    "aria-label": label,
    "aria-keyshortcuts": "?",
    "aria-haspopup": "dialog",
    title: messages.t("lab.transport.tip", { name: label, keys: messages.t("lab.help.open.keys") }),
    onclick: () => dispatch({ type: "lesson", change: { sheet: true } }),
  });
  button.textContent = messages.t("lab.help.open.keys");
  el.append(button);
  const updates = [mountInvitation(invitation, tools), ...PARTS.map((part) => later(part, tools))];
  return (state) => {
    for (const update of updates) update(state);
  };
}

/** @param {typeof PARTS[number]} part @param {Tools} tools @returns {import("../../view/base/panel.js").Update} */
function later({ wanted, load }, tools) {
  /** @type {import("../../view/base/panel.js").Update|null} */
  let update = null;
  /** @type {AppState} */
  let now;
  let isLoading = false;

  async function fetchPart() {
    isLoading = true;
    try {
      await needLater(document, tools.messages);
      update = (await load())(tools);
      update(now);
    } catch (error) {
      console.error(error);
      tools.dispatch({ type: "lesson", change: { [wanted]: false } });
    } finally {
      isLoading = false;
    }
  }

  return (state) => {
    now = state;
    if (update) update(state);
    else if (state.lesson[wanted] && !isLoading) fetchPart();
  };
}

/** @param {HTMLElement} el @param {Tools} tools @returns {import("../../view/base/panel.js").Update} */
function mountInvitation(el, { dispatch, messages: { t } }) {
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
