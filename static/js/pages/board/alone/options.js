/** What a teacher chooses at the board itself: questions before each phase, what is hidden, what lies over the picture. */

import { set } from "../../../view/base/dom.js";
import { onChange } from "../../../view/base/panel.js";
import { PARTS } from "../alone.state.js";

const SWITCHES = /** @type {const} */ (["code", "black", "laser"]);

/**
 * @typedef {import("../state.js").BoardState} State
 * @typedef {import("../alone.state.js").Part} Part
 * @param {import("../../../view/base/dom.js").Dom} dom
 * @param {import("../../../view/base/panel.js").Tools<import("../state.js").BoardAction> & {fullScreen: () => void}} tools
 */
export function mountOptions({ html }, { dispatch, messages: { t }, fullScreen }) {
  /** @param {string} id @param {() => void} onclick */
  const button = (id, onclick) => html("button", { type: "button", class: "plain toggle", onclick }, t(id));
  const switches = SWITCHES.map((name) => button(`board.key.${name}`, () => dispatch({ type: "turn", name })));
  const boxes = PARTS.map((part) => html("input", { type: "checkbox", value: part, onchange: hide }));
  const locked = html("input", { type: "checkbox", onchange: () => dispatch({ type: "turn", name: "locked" }) });
  const lane = html("select", { onchange: () => dispatch({ type: "look at unit", unit: Number(lane.value) }) });

  function hide() {
    const hidden = /** @type {Part[]} */ (boxes.filter((box) => box.checked).map((box) => box.value));
    dispatch({ type: "alone", change: { hidden } });
  }

  const drawLanes = onChange((/** @type {readonly number[]} */ shown) => {
    lane.replaceChildren(
      ...shown.map((unit) => html("option", { value: unit }, t("board.memory.lane", { lane: unit + 1 }))),
    );
  });

  return {
    rows: [
      html(
        "div",
        { class: "drawer-row" },
        html("label", {}, locked, html("span", {}, t("board.key.locked"))),
        html("label", { class: "choice" }, html("span", {}, t("classroom.about")), lane),
      ),
      html(
        "div",
        { class: "drawer-row", role: "group", "aria-label": t("board.hide") },
        html("span", { "aria-hidden": "true" }, t("board.hide")),
        ...boxes.map((box) => html("label", {}, box, html("span", {}, t(`board.hide.${box.value}`)))),
      ),
      html("div", { class: "drawer-row" }, ...switches, button("board.key.full", fullScreen)),
    ],
    /** @param {State} state */
    update({ alone, shown, unit }) {
      for (const box of boxes) box.checked = alone.hidden.includes(/** @type {Part} */ (box.value));
      locked.checked = alone.locked;
      for (const [at, name] of SWITCHES.entries()) set(switches[at], { "aria-pressed": String(alone[name]) });
      drawLanes(shown);
      if (lane.value !== String(unit)) lane.value = String(unit);
    },
  };
}
