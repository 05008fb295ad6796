/**
 * Questions: think first, then see. When the reader has chosen or skipped, the figure shows the answer and the page explains it.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("./progress.js").Notes} Notes
 * @typedef {ReturnType<typeof import("./figures.js").startFigures>} Figures
 */

import { domOf, handOn, set } from "../../view/base/dom.js";
import { bring } from "./bring.js";
import { answer } from "./progress.js";

/** @param {Document} document @param {Messages} messages @param {Notes} notes @param {Figures} figures */
export function startQuestions(document, messages, notes, figures) {
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-question]")))
    mountQuestion(section, messages, notes, figures);
}

/** @param {HTMLElement} section @param {Messages} messages @param {Notes} notes @param {Figures} figures */
function mountQuestion(section, messages, notes, figures) {
  const { t } = messages;
  const { html } = domOf(section);
  const { question = "", figureOf = "", reveal = "" } = section.dataset;
  const rows = /** @type {HTMLElement[]} */ ([...section.querySelectorAll(".choice-row")]);
  const right = rows.findIndex((row) => row.dataset.right !== undefined);
  const verdict = /** @type {HTMLElement} */ (section.querySelector(".verdict"));
  const figureAsked = document.getElementById(figureOf);
  const timeline = figureAsked?.querySelector('[data-slot="timeline"]');
  const covered = section.dataset.covers === undefined ? timeline : figureAsked;
  set(/** @type {Element} */ (section.querySelector("details.answer")), { hidden: true });

  const reasons = reasonsOf(section, rows, right, t);
  let shown = 0;
  const isTyped = section.dataset.within !== undefined;
  let hands = isTyped ? null : mountChoices(rows, choose);
  if (isTyped)
    bring(
      section,
      messages,
      () => import("./typed.js"),
      ({ mountField }) => {
        hands = mountField(section, rows, messages, choose);
      },
    );
  const skip = html("button", { type: "button", class: "skip", onclick: () => choose(null) }, t("learn.question.skip"));
  verdict.before(skip);
  cover(true);

  /** Hides what would give the answer away: all steps at once, or the whole figure. @param {boolean} on */
  function cover(on) {
    if (covered) set(covered, { "data-covered": on && t("learn.question.cover"), inert: on });
  }

  /** @param {number|null} index null: skipped; -1: a number without words of its own */
  function choose(index) {
    if (section.dataset.answered !== undefined) return;
    section.dataset.answered = "";
    cover(false);
    hands?.answered(index);
    const words = index === null ? "skipped" : index === right ? "right" : "wrong";
    notes.change((progress) => answer(progress, question, words));
    const again = html("button", { type: "button", class: "again", onclick: askAgain }, t("learn.question.again"));
    verdict.replaceChildren(...reasons(index, words), again);
    handOn(skip, again);
    set(skip, { hidden: true });
    keepInView(verdict, figureAsked ?? section);
    if (reveal) show(reveal);
  }

  function askAgain() {
    delete section.dataset.answered;
    cover(true);
    verdict.replaceChildren();
    set(skip, { hidden: false });
    hands?.again();
    show(document.querySelector(`[data-figure="${figureOf}"]`)?.getAttribute("data-address") ?? "");
  }

  /** What was asked for last: a figure may take a while to wake. @param {string} address */
  async function show(address) {
    shown += 1;
    const own = shown;
    const figure = await figures.wake(figureOf);
    if (!figure || !address || own !== shown) return;
    figure.go(address);
    if (section.dataset.answered === undefined || isInView(figure.element)) return;
    verdict.append(lookButton(html, t, figure.element));
  }
}

/**
 * What is said after an answer, in paragraphs.
 *
 * @param {HTMLElement} section
 * @param {readonly HTMLElement[]} rows
 * @param {number} right
 * @param {Messages["t"]} t
 */
function reasonsOf(section, rows, right, t) {
  const dom = domOf(section);
  const feedback = [...section.querySelectorAll("[data-feedback] > span")].map((reason) => [...reason.childNodes]);
  const text = /** @type {Element} */ (rows[right].querySelector(".choice-text"));
  const stop = /[.。!！?？]$/.test(text.textContent?.trim() ?? "") ? "" : t("learn.question.stop");
  const nodes = [...text.childNodes];
  const truth = () => [...clones(nodes), stop];
  const isTyped = section.dataset.within !== undefined;

  return (/** @type {number|null} */ index, /** @type {"right"|"wrong"|"skipped"} */ words) => {
    const isShown = isTyped && words !== "wrong";
    const own = index === -1 ? [] : [clones(feedback[index ?? right])];
    return [
      said(dom, words, t(`learn.question.${words}`), ...(isShown ? [truth()] : []), ...own),
      ...(words === "wrong" ? [said(dom, "", t("learn.question.skipped"), truth(), clones(feedback[right]))] : []),
    ];
  };
}

/**
 * The choices as buttons.
 *
 * @param {readonly HTMLElement[]} rows
 * @param {(index: number) => void} choose
 */
function mountChoices(rows, choose) {
  const buttons = rows.map((row, index) => {
    const button = domOf(row).html(
      "button",
      { type: "button", class: "choice-button", onclick: () => choose(index) },
      ...row.childNodes,
    );
    row.append(button);
    return button;
  });
  return {
    /** @param {number|null} index */
    answered(index) {
      for (const [each, button] of buttons.entries()) {
        set(rows[each], { "data-chosen": each === index });
        set(button, { "aria-disabled": "true", "aria-pressed": String(each === index) });
      }
    },
    again() {
      for (const [each, button] of buttons.entries()) {
        set(rows[each], { "data-chosen": null });
        set(button, { "aria-disabled": null, "aria-pressed": null });
      }
      buttons[0].focus();
    },
  };
}

/** @param {readonly Node[]} nodes */
const clones = (nodes) => nodes.map((node) => node.cloneNode(true));

/** A paragraph of the verdict. @param {Dom} dom @param {string} kind @param {string} head @param {...(Node|string)[]} parts */
const said = ({ html }, kind, head, ...parts) =>
  html("p", { class: `verdict-text ${kind}`.trim() }, html("b", {}, head), ...parts.flatMap((part) => [" ", ...part]));

/** @param {HTMLElement} figure */
const stageOf = (figure) => figure.querySelector(".figure-stage") ?? figure;

/**
 * A button that leads from what is said to the figure that shows it.
 *
 * @param {Dom["html"]} html
 * @param {Messages["t"]} t
 * @param {HTMLElement} figure
 */
export const lookButton = (html, t, figure) =>
  html(
    "button",
    { type: "button", class: "again look", onclick: () => bringIntoView(figure) },
    t("learn.question.look"),
  );

/** @param {HTMLElement} figure */
export function isInView(figure) {
  const { top, bottom } = stageOf(figure).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** Scrolls to a figure that changes. @param {HTMLElement} figure */
export function bringIntoView(figure) {
  if (isInView(figure)) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  stageOf(figure).scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" });
}

/** Scrolls to what is said, and keeps it in view while a figure grows, until the reader acts. @param {Element} said @param {Element} figure */
export function keepInView(said, figure) {
  const show = () => said.scrollIntoView({ block: "nearest" });
  show();
  const watch = new ResizeObserver(show);
  watch.observe(figure);
  for (const act of ["pointerdown", "click", "keydown", "wheel", "resize"])
    window.addEventListener(act, () => watch.disconnect(), true);
}
