/**
 * The Lab in front of a class: large type, a bare stage, a hint at the next key, a spot that follows the pointer.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { stepCount, tick } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { phaseName } from "../../view/base/words.js";
import { PARTS } from "./present.state.js";

/**
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../state/app_state.js").AppState & import("./present.state.js").PresentState} State
 * @typedef {import("./present.state.js").Part} Part
 * @typedef {import("./present.state.js").PresentAction|import("../../state/reducer.js").Action} Action
 */

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools<Action> & {isAsking: () => boolean}} tools `isAsking`: a choice is awaited
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountPresent(place, { dispatch, messages, isAsking }) {
  const dom = domOf(place);
  const { document, html } = dom;
  const { t } = messages;
  let isLocked = false;
  const root = document.documentElement;
  const boxes = PARTS.map((part) => html("input", { type: "checkbox", value: part, onchange: hide }));
  const hint = html("p", { class: "present-hint" });
  const laser = toggle("present.laser", () => dispatch({ type: "toggle laser" }));
  const lock = toggle("present.lock", () => dispatch({ type: "limit", on: !isLocked }));
  const leave = html("button", { type: "button", class: "plain", onclick: stop }, t("present.leave"));
  const bar = html(
    "section",
    { class: "present-bar", "aria-label": t("present.heading") },
    hint,
    partsMenu(dom, boxes, t),
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
    dispatch({ type: "present", change: { hidden } });
  }

  function stop() {
    dispatch({ type: "present", change: { on: false, locked: false, laser: false, hidden: [] } });
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
    const { on, hidden, laser: isLaser } = state.present;
    isLocked = state.limit !== null;
    drawPresent(on);
    drawHidden(on ? hidden : []);
    drawLocked(on && isLocked);
    set(lock, { "aria-pressed": String(isLocked) });
    set(laser, { "aria-pressed": String(isLaser) });
    set(spot, { hidden: !(on && isLaser) });
    if (on) setText(hint, isAsking() ? t("present.next.choose") : nextKey(state, messages));
  };
}

/** The checklist of parts to hide. @param {Dom} dom @param {readonly HTMLInputElement[]} boxes @param {Messages["t"]} t */
const partsMenu = ({ html }, boxes, t) =>
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

/** What the next key does. @param {State} state @param {Messages} messages */
function nextKey(state, messages) {
  const { t } = messages;
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
  return t(state.limit !== null && next > state.limit ? "present.next.ask" : "present.next.says", values);
}
