/**
 * The end of a lesson: the key as a file, what was answered as files, a summary to print, and closing the room.
 *
 * @typedef {import("./state.js").DeskState} State
 */

import { answersOf } from "../../features/classroom/bars.js";
import { askedInWords, truthInWords } from "../../features/classroom/question_words.js";
import { domOf, set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { saveFile, saveText } from "./files.js";
import { mayWrite } from "./state.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").DeskAction> & {requests: import("./walk.js").Requests,
 *   attempt: (work: () => Promise<unknown>) => void, pass: import("./passes.js").Pass}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountEnding(el, { messages, requests, attempt, pass }) {
  const dom = domOf(el);
  const { html, document } = dom;
  const { t } = messages;
  const button = (/** @type {string} */ id, /** @type {() => void} */ onclick) =>
    html("button", { type: "button", class: "plain", onclick }, t(id));
  const close = button("desk.close", () => {
    set(close, { hidden: true });
    set(sure, { hidden: false });
    sure.querySelector("button")?.focus();
  });
  const sure = html(
    "span",
    { hidden: true },
    t("desk.close.sure"),
    " ",
    button("desk.close.yes", () => attempt(requests.close)),
    button("desk.close.no", () => ask(false)),
  );
  const summary = html("ol", { class: "summary" });
  el.append(
    html(
      "p",
      { class: "ways" },
      button("desk.key", () => saveText(document, `room-${pass.code}.json`, JSON.stringify(pass))),
      button("desk.export.csv", () => save("csv")),
      button("desk.export.json", () => save("json")),
      button("desk.print", () => document.defaultView?.print()),
      close,
      sure,
    ),
    summary,
  );

  /** @param {boolean} isSure */
  function ask(isSure) {
    set(close, { hidden: isSure });
    set(sure, { hidden: !isSure });
  }

  /** @param {"csv"|"json"} format */
  function save(format) {
    attempt(async () => {
      const answer = await requests.export(format);
      if (answer.ok) saveFile(document, `room-${pass.code}.${format}`, await answer.blob());
    });
  }

  const draw = onChange(
    (
      /** @type {string} */ _key,
      /** @type {import("../../features/classroom/documents.js").KeptQuestion[]} */ questions,
    ) => {
      summary.replaceChildren(
        ...questions.map((question) => {
          const last = question.rounds.at(-1);
          const first = question.rounds.length > 1 ? question.rounds[0].counts : null;
          const right = truthInWords(messages, question);
          return html(
            "li",
            {},
            html("p", {}, askedInWords(messages, question), " ", html("b", {}, right)),
            answersOf(dom, messages, question, { counts: last?.counts ?? null, before: first }),
          );
        }),
      );
    },
  );

  return (state) => {
    const asked = (state.desk?.questions ?? []).filter(({ state: walk }) => ["revealed", "done"].includes(walk));
    draw(JSON.stringify(asked), asked);
    close.disabled = !mayWrite(state);
    if (state.ended) ask(false);
    set(close, { hidden: state.ended !== null || !sure.hidden });
  };
}
