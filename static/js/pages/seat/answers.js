/** What the class answered: bars or a valve, and the same as a table. */

import { answersOf } from "../../features/classroom/bars.js";
import { choiceInWords } from "../../features/classroom/question_words.js";
import { plain } from "../../view/base/numbers.js";
import { drawValve } from "./valve_picture.js";

/**
 * @typedef {import("../../features/classroom/documents.js").Question} Question
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

/**
 * @param {Dom} dom
 * @param {Messages} messages
 * @param {Question} question that is shown
 * @param {import("./mine.js").Mine|null} mine
 * @returns {HTMLElement[]}
 */
export function drawAnswers(dom, messages, question, mine) {
  if (question.kind === "place") return [];
  const picture =
    question.kind === "valve" ? valveOf(dom, question, mine) : answersOf(dom, messages, question, question);
  return question.kind === "sentence" ? [picture] : [picture, tableOf(dom, messages, question)];
}

/** @param {Dom} dom @param {Question} question @param {import("./mine.js").Mine|null} mine */
function valveOf(dom, { counts, before, truth }, mine) {
  const valve = drawValve(dom);
  valve.open(mine ? Number(mine.value) : null);
  valve.tell(counts?.bins ?? [], before?.bins ?? [], truth);
  return dom.html("div", { class: "valve-input" }, valve.element);
}

/** @param {Dom} dom @param {Messages} messages @param {Question} question */
function tableOf({ html }, messages, question) {
  const { t } = messages;
  const rows = rowsOf(messages, question);
  const hasBefore = question.before !== null;
  return html(
    "details",
    { class: "seat-table" },
    html("summary", {}, t("seat.table")),
    html(
      "table",
      {},
      html(
        "thead",
        {},
        html(
          "tr",
          {},
          html("th", { scope: "col" }, t("seat.table.answer")),
          ...(hasBefore ? [html("th", { scope: "col" }, t("seat.table.before"))] : []),
          html("th", { scope: "col" }, t("seat.table.people")),
        ),
      ),
      html(
        "tbody",
        {},
        ...rows.map(({ name, people, earlier }) =>
          html(
            "tr",
            {},
            html("th", { scope: "row" }, name),
            ...(hasBefore ? [html("td", {}, String(earlier))] : []),
            html("td", {}, String(people)),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Messages} messages
 * @param {Question} question
 * @returns {{name: string, people: number, earlier: number}[]}
 */
export function rowsOf(messages, { kind, choices, counts, before }) {
  if (kind === "choice")
    return choices.map((choice) => ({
      name: choiceInWords(messages, choice),
      people: counts?.[choice.id] ?? 0,
      earlier: before?.[choice.id] ?? 0,
    }));
  /** @type {{from: number, to: number, people: number}[]} */
  const bins = counts?.bins ?? [];
  return bins.map(({ from, to, people }, at) => ({
    name: from === to ? plain(from) : messages.t("classroom.bin", { from: plain(from), to: plain(to) }),
    people,
    earlier: before?.bins?.[at]?.people ?? 0,
  }));
}
