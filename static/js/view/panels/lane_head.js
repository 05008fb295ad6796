/** The head of a lane's row in a table of numbers: a button that puts the lane into the spotlight, and its name. */

import { laneName, laneNumber } from "../base/words.js";

/**
 * @param {import("../base/dom.js").Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {import("../../data/types.js").Preset|null} preset
 * @param {number} unit
 * @param {(unit: number) => void} look
 */
export function laneHead({ html }, messages, preset, unit, look) {
  const label = messages.t("lab.readout.pick", { lane: laneNumber(messages, preset, unit) });
  const pick = html(
    "button",
    { type: "button", class: "lane-pick", "aria-label": label, onclick: () => look(unit) },
    String(unit + 1),
  );
  return html("th", { scope: "row" }, pick, html("span", { class: "lane-called" }, laneName(messages, preset, unit)));
}

/** Marks the row of the lane in the spotlight. @param {HTMLTableRowElement} row @param {boolean} isSpot */
export function markSpot(row, isSpot) {
  row.classList.toggle("spot", isSpot);
  row.querySelector("button")?.setAttribute("aria-pressed", String(isSpot));
}
