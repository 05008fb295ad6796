/** The Lab in front of a class: large type, a bare stage, a hint at the next key, a spot that follows the pointer. */

import { openQuestion, PARTS, tick } from "../../state/lesson.js";
import { stepCount } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { html, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { phaseName } from "../../view/base/words.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/lesson.js").Part} Part
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").LessonTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountPresent(place, { dispatch, messages }) {
  const { t } = messages;
  const root = document.documentElement;
  const boxes = PARTS.map((part) => html("input", { type: "checkbox", value: part, onchange: hide }));
  const hint = html("p", { class: "present-hint" });
  const laser = toggle("present.laser", () => dispatch({ type: "toggle", what: "laser" }));
  const lock = toggle("present.lock", () => dispatch({ type: "toggle", what: "locked" }));
  const leave = html("button", { type: "button", class: "plain", onclick: stop }, t("present.leave"));
  const bar = html(
    "section",
    { class: "present-bar", "aria-label": t("present.heading") },
    hint,
    partsMenu(boxes, t),
    lock,
    laser,
    leave,
  );
  const spot = html("div", { class: "laser", "aria-hidden": "true", "data-away": true, hidden: true });
  place.append(bar, spot);
  document.addEventListener("pointermove", follow);
  document.documentElement.addEventListener("pointerleave", () => set(spot, { "data-away": true }));

  /** @param {PointerEvent} event */
  function follow({ clientX, clientY }) {
    spot.style.transform = `translate(${clientX}px, ${clientY}px)`;
    set(spot, { "data-away": null });
  }

  /** @param {string} id @param {() => void} onclick */
  function toggle(id, onclick) {
    return html("button", { type: "button", class: "plain toggle", onclick }, t(id));
  }

  function hide() {
    const hidden = /** @type {Part[]} */ (boxes.filter((box) => box.checked).map((box) => box.value));
    dispatch({ type: "lesson", change: { hidden } });
  }

  function stop() {
    dispatch({ type: "lesson", change: { present: false, locked: false, laser: false, hidden: [], held: false } });
    document.getElementById("content")?.focus();
  }

  const drawPresent = onChange((/** @type {boolean} */ present) => {
    set(root, { "data-present": present });
    bar.hidden = !present;
  });

  const drawHidden = onChange((/** @type {readonly Part[]} */ hidden) => {
    set(root, { "data-hidden": hidden.join(" ") || null });
    for (const box of boxes) box.checked = hidden.includes(/** @type {Part} */ (box.value));
  });

  const drawLocked = onChange((/** @type {boolean} */ locked) => {
    set(root, { "data-locked": locked });
    if (locked) set(/** @type {Element} */ (document.getElementById("predict")), { open: true });
  });

  return (state) => {
    const { lesson } = state;
    drawPresent(lesson.present);
    drawHidden(lesson.present ? lesson.hidden : []);
    drawLocked(lesson.present && lesson.locked);
    set(lock, { "aria-pressed": String(lesson.locked) });
    set(laser, { "aria-pressed": String(lesson.laser) });
    set(spot, { hidden: !(lesson.present && lesson.laser) });
    if (lesson.present) setText(hint, nextKey(state, messages));
  };
}

/** The checklist of parts to hide. @param {readonly HTMLInputElement[]} boxes @param {Messages["t"]} t */
const partsMenu = (boxes, t) =>
  html(
    "details",
    { class: "present-parts" },
    html("summary", {}, t("present.hide")),
    html(
      "fieldset",
      {},
      html("legend", { class: "visually-hidden" }, t("present.hide")),
      ...boxes.map((box) => html("label", {}, box, html("span", {}, t(`present.hide.${box.value}`)))),
    ),
  );

/** What the next key does. @param {AppState} state @param {Messages} messages */
function nextKey(state, messages) {
  const { t } = messages;
  if (openQuestion(state) && !state.lesson.answer) return t("present.next.choose");
  const blueprint = blueprintOf(state);
  const { phases } = blueprint;
  const next = tick(state) + 1;
  if (next >= stepCount(state) * phases.length) return t("present.next.end");
  const phase = next % phases.length;
  const values = {
    phase: phase + 1,
    name: phaseName(messages, blueprint, phase),
    step: Math.floor(next / phases.length) + 1,
  };
  return t(state.lesson.locked && next > state.lesson.reached ? "present.next.ask" : "present.next.says", values);
}
