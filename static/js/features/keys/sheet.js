/** The sheet of all keys, generated from the tables that the page listens to; it also leads to the tour and to the class. */

import { html } from "../../view/base/dom.js";
import { KEYS } from "../../view/panels/keys.js";

/** Keys of a focused valve: what each does, and its names. */
const VALVE_KEYS = /** @type {const} */ ([
  ["keys.valve.turn", "keys.valve.turn.keys"],
  ["keys.valve.far", "keys.valve.far.keys"],
  ["keys.valve.ends", "keys.valve.ends.keys"],
  ["keys.valve.lane", "keys.valve.lane.keys"],
  ["keys.valve.look", "keys.valve.look.keys"],
  ["keys.valve.release", "keys.valve.release.keys"],
]);

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").LessonTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountSheet(place, { dispatch, messages: { t } }) {
  /** @type {Element|null} */
  let opener = null;

  /** @param {string} heading @param {readonly (readonly [string, string])[]} rows message ids */
  const table = (heading, rows) => [
    html("h3", {}, t(heading)),
    html(
      "dl",
      { class: "key-list" },
      ...rows.map(([id, says]) => html("div", {}, html("dt", {}, html("kbd", {}, t(says))), html("dd", {}, t(id)))),
    ),
  ];
  /** @param {"always"|"question"|"present"} when */
  const rows = (when) => {
    const known = KEYS.filter((key) => (key.when ?? "always") === when);
    return [...new Map(known.map(({ id, says }) => [id, says])).entries()];
  };
  /** @param {string} id @param {string} kind @param {Partial<import("../../state/lesson.js").Lesson>} change */
  const way = (id, kind, change) =>
    html("button", { type: "button", class: kind, onclick: () => leaveFor(change) }, t(id));

  const close = html(
    "button",
    { type: "button", class: "remove", "aria-label": t("keys.sheet.close"), onclick: () => dialog.close() },
    "×",
  );
  const dialog = html(
    "dialog",
    { class: "sheet", "aria-labelledby": "sheet-heading" },
    html("header", {}, html("h2", { id: "sheet-heading" }, t("keys.sheet.heading")), close),
    html(
      "div",
      { class: "sheet-columns" },
      html("div", {}, ...table("keys.sheet.always", rows("always"))),
      html(
        "div",
        {},
        ...table("keys.sheet.valve", VALVE_KEYS),
        ...table("keys.sheet.question", rows("question")),
        ...table("keys.sheet.present", rows("present")),
      ),
    ),
    html(
      "p",
      { class: "sheet-ways" },
      way("lab.tour.take", "plain", { touring: true }),
      way("keys.present.start", "plain", { present: true }),
    ),
  );
  dialog.addEventListener("close", () => {
    dispatch({ type: "lesson", change: { sheet: false } });
    if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => event.key === "?" && dialog.close());
  place.append(dialog);

  /** @param {Partial<import("../../state/lesson.js").Lesson>} change */
  function leaveFor(change) {
    dialog.close();
    dispatch({ type: "lesson", change });
  }

  return ({ lesson }) => {
    if (lesson.sheet && !dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
  };
}
