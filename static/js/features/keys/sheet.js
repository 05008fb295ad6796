/** The sheet of all keys, written out of the tables that the page listens by; the ways to a tour and to a class. */

import { html } from "../../view/base/dom.js";
import { KEYS } from "../../view/panels/keys.js";

/** Keys of a valve that has the focus: what each does, and its names. */
const VALVE_KEYS = /** @type {const} */ ([
  ["lab.class.valve.turn", "lab.class.valve.turn.keys"],
  ["lab.class.valve.far", "lab.class.valve.far.keys"],
  ["lab.class.valve.ends", "lab.class.valve.ends.keys"],
  ["lab.class.valve.lane", "lab.class.valve.lane.keys"],
  ["lab.class.valve.look", "lab.class.valve.look.keys"],
  ["lab.class.valve.release", "lab.class.valve.release.keys"],
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
    { type: "button", class: "remove", "aria-label": t("lab.class.sheet.close"), onclick: () => dialog.close() },
    "×",
  );
  const dialog = html(
    "dialog",
    { class: "sheet", "aria-labelledby": "sheet-heading" },
    html("header", {}, html("h2", { id: "sheet-heading" }, t("lab.class.sheet.heading")), close),
    html(
      "div",
      { class: "sheet-columns" },
      html("div", {}, ...table("lab.class.sheet.always", rows("always"))),
      html(
        "div",
        {},
        ...table("lab.class.sheet.valve", VALVE_KEYS),
        ...table("lab.class.sheet.question", rows("question")),
        ...table("lab.class.sheet.present", rows("present")),
      ),
    ),
    html(
      "p",
      { class: "sheet-ways" },
      way("lab.tour.take", "plain", { touring: true }),
      way("lab.class.present.start", "plain", { present: true }),
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
