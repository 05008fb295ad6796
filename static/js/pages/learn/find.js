/**
 * Errors in a drawing, found by choosing its lines. When all are found, the right drawing appears beside it.
 *
 * @typedef {import("./progress.js").Notes} Notes
 */

import { domOf, handOn, set } from "../../view/base/dom.js";
import { finish } from "./progress.js";
import { bringIntoView } from "./questions.js";

/** @param {HTMLElement} section @param {{notes: Notes}} tools */
export function mount(section, { notes }) {
  const { html } = domOf(section);
  const figure = /** @type {HTMLElement} */ (section.ownerDocument.getElementById(section.dataset.figureOf ?? ""));
  const right = /** @type {Element} */ (figure.querySelector("[data-drawing=right]"));
  const verdict = /** @type {HTMLElement} */ (section.querySelector(".verdict"));
  const giveUp = /** @type {HTMLElement} */ (section.querySelector(".skip"));
  const errors = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("[data-error]")]);
  const done = /** @type {Element} */ (section.querySelector("[data-done]"));
  const lines = /** @type {SVGGElement[]} */ ([...figure.querySelectorAll("[data-drawing=flawed] [data-line]")]);
  /** @type {Set<HTMLElement>} */
  const found = new Set();
  set(right, { hidden: true });
  set(/** @type {Element} */ (section.querySelector(".done-words")), { hidden: true });
  set(giveUp, { hidden: false });
  giveUp.addEventListener("click", () => end("shown"));
  for (const line of lines) {
    set(line, { role: "button", tabindex: "0" });
    line.addEventListener("click", () => choose(line));
    line.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(line);
    });
  }

  /** @param {SVGGElement} line */
  function choose(line) {
    const error = errors.find(({ dataset }) => dataset.error === line.dataset.line);
    if (!error) {
      const name = line.getAttribute("aria-label") ?? "";
      say("wrong", (section.dataset.fine ?? "").replace("{line}", name));
      return;
    }
    found.add(error);
    set(line, { "data-found": true });
    if (found.size === errors.length) end("done");
    else say("right", ...copyOf(error));
  }

  /** @param {"done"|"shown"} how */
  function end(how) {
    for (const line of lines)
      if (errors.some(({ dataset }) => dataset.error === line.dataset.line)) set(line, { "data-found": true });
    set(right, { hidden: false });
    const told = how === "shown" ? errors : [...found].slice(-1);
    const texts = told.map((error) => html("p", { class: "verdict-text right" }, ...copyOf(error)));
    verdict.replaceChildren(...texts, html("p", { class: "verdict-text right" }, ...copyOf(done)));
    set(verdict, { tabindex: -1 });
    handOn(giveUp, verdict);
    set(giveUp, { hidden: true });
    if (section.dataset.done === undefined) notes.change((progress) => finish(progress, section.id, how));
    section.dataset.done = "";
    verdict.scrollIntoView({ block: "nearest" });
    if (how === "shown") bringIntoView(figure);
  }

  /** @param {"right"|"wrong"} kind @param {...(Node|string)} words */
  function say(kind, ...words) {
    if (section.dataset.done !== undefined) return;
    verdict.replaceChildren(html("p", { class: `verdict-text ${kind}` }, ...words));
    verdict.scrollIntoView({ block: "nearest" });
  }
}

/** @param {Element} element */
const copyOf = (element) => [...element.cloneNode(true).childNodes];
