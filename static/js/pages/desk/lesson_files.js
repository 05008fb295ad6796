/** A lesson as a file: saved, and loaded again. */

import { set } from "../../view/base/dom.js";
import { saveText } from "./files.js";
import { lessonIn } from "./lesson.state.js";

/**
 * @typedef {import("./lesson.state.js").Lesson} Lesson
 * @param {import("../../view/base/dom.js").Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {{read: () => Lesson, take: (lesson: Lesson) => void}} lesson
 */
export function lessonFiles({ document, html }, { t }, { read, take }) {
  const fault = html("p", { class: "desk-warning", role: "alert", hidden: true }, t("desk.lesson.malformed"));
  const file = html("input", {
    type: "file",
    accept: ".json,application/json",
    class: "visually-hidden",
    tabindex: -1,
    "aria-label": t("desk.lesson.load"),
    onchange: load,
  });
  const save = () => saveText(document, "lesson.json", JSON.stringify(read(), null, 2));

  async function load() {
    const text = await file.files?.[0]?.text();
    file.value = "";
    if (text === undefined) return;
    const found = lessonIn(parsed(text));
    set(fault, { hidden: found !== null });
    if (found) take(found);
  }

  return {
    fault,
    buttons: [
      html("button", { type: "button", class: "plain", onclick: save }, t("desk.lesson.save")),
      html("button", { type: "button", class: "plain", onclick: () => file.click() }, t("desk.lesson.load")),
      file,
    ],
  };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
