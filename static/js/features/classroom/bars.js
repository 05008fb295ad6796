/**
 * The answers of a class: bars with patterns for choices, columns for numbers and openings, the sentences that may be shown.
 *
 * @typedef {import("./documents.js").Question} Question
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 * @typedef {{counts: import("./documents.js").Counts|null, before: import("./documents.js").Counts|null}} Counted
 */

import { plain } from "../../view/base/numbers.js";
import { choiceInWords } from "./question_words.js";

/**
 * @param {Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {Pick<Question, "kind"|"choices"|"truth">} question `truth`: null while it is hidden
 * @param {Counted} counted null: not shown yet
 * @returns {HTMLElement}
 */
export function answersOf(dom, messages, question, counted) {
  if (question.kind === "choice") return choiceBars(dom, messages, question, counted);
  if (question.kind === "sentence") return sentences(dom, counted.counts?.passed ?? []);
  if (question.kind === "place") return dom.html("div", { class: "answers" });
  return binBars(dom, messages, question.truth, counted);
}

/** @param {Dom} dom @param {import("../../data/messages.js").Messages} messages @param {Pick<Question, "choices"|"truth">} question @param {Counted} counted */
function choiceBars({ html }, messages, { choices, truth }, { counts, before }) {
  const most = Math.max(1, ...choices.flatMap(({ id }) => [counts?.[id] ?? 0, before?.[id] ?? 0]));
  return html(
    "ol",
    { class: "answers choices-of-class" },
    ...choices.map((choice, at) => {
      const people = counts?.[choice.id] ?? null;
      const mark = truth === null ? null : choice.id === truth ? "right" : "other";
      const bar = html("span", { class: "bar", "data-pattern": at });
      bar.style.setProperty("--share", String((people ?? 0) / most));
      const ghost = html("span", { class: "bar-before" });
      ghost.style.setProperty("--share", String((before?.[choice.id] ?? 0) / most));
      return html(
        "li",
        { "data-choice": choice.id, "data-mark": mark, "data-people": people },
        html("span", { class: "bar-name" }, choiceInWords(messages, choice)),
        html(
          "span",
          { class: "bar-room", "aria-hidden": "true" },
          ...(people === null ? [] : [...(before ? [ghost] : []), bar]),
        ),
        html("b", { class: "bar-people" }, people === null ? "" : String(people)),
        ...(mark === "right" ? [html("span", { class: "bar-right" }, messages.t("classroom.right"))] : []),
      );
    }),
  );
}

/** @param {Dom} dom @param {import("../../data/messages.js").Messages} messages @param {number|null} truth @param {Counted} counted */
function binBars({ html }, messages, truth, { counts }) {
  /** @type {{from: number, to: number, people: number}[]} */
  const bins = counts?.bins ?? [];
  const most = Math.max(1, ...bins.map(({ people }) => people));
  const isWhole = bins.every(({ from, to }) => Number.isInteger(from) && Number.isInteger(to));
  const inWords = isWhole ? String : plain;
  return html(
    "ol",
    { class: "answers bins" },
    ...bins.map(({ from, to, people }, at) => {
      const isRight = truth !== null && truth >= from && (truth < to || at === bins.length - 1);
      const bar = html("span", { class: "bin", "data-pattern": 0 });
      bar.style.setProperty("--share", String(people / most));
      return html(
        "li",
        { "data-people": people, "data-mark": isRight ? "right" : null },
        html("b", {}, people ? String(people) : ""),
        bar,
        html(
          "span",
          {},
          from === to ? inWords(from) : messages.t("classroom.bin", { from: inWords(from), to: inWords(to) }),
        ),
      );
    }),
  );
}

/** @param {Dom} dom @param {readonly string[]} texts */
const sentences = ({ html }, texts) =>
  html("ul", { class: "answers sentences" }, ...texts.map((text) => html("li", {}, text)));
