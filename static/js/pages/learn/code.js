/**
 * Lines of code that light their part of a figure while they are pointed at or focused; the last one touched stays.
 *
 * @typedef {ReturnType<typeof import("./figures.js").startFigures>} Figures
 */

import { domOf, set } from "../../view/base/dom.js";
import { bringIntoView } from "./questions.js";

/** @param {HTMLElement} section @param {{figures: Figures}} tools */
export function mount(section, { figures }) {
  const { html } = domOf(section);
  const rows = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("[data-goes]")]);

  /** @param {number} index */
  async function light(index) {
    for (const [n, button] of buttons.entries()) set(button, { "aria-pressed": String(n === index) });
    const figure = await figures.wake(section.dataset.figureOf ?? "");
    if (buttons[index].getAttribute("aria-pressed") === "true") figure?.go(rows[index].dataset.goes ?? "");
  }

  /** Whoever presses a line wants to see its part, also where the figure is above. */
  function look() {
    const figure = section.ownerDocument.getElementById(section.dataset.figureOf ?? "");
    if (figure) bringIntoView(figure);
  }

  const buttons = rows.map((row, index) => {
    const on = () => light(index);
    const attributes = { onpointerenter: on, onfocus: on, onclick: () => on().then(look) };
    const button = html("button", { type: "button", "aria-pressed": "false", ...attributes }, ...row.childNodes);
    row.append(button);
    return button;
  });
}
