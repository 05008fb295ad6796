/**
 * The question under way, with its answers as the desk alone may see them, and the ways on.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("../../features/classroom/documents.js").Question} Question
 */

import { mountAsked } from "../../features/classroom/asked.js";
import { truthInWords } from "../../features/classroom/question_words.js";
import { questionOf } from "../../features/classroom/room.state.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { mayWrite } from "./state.js";
import { NEXT } from "./walk.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").DeskAction> & {walk: ReturnType<typeof import("./walk.js").createWalk>,
 *   requests: import("./walk.js").Requests, attempt: (work: () => Promise<unknown>) => void}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountNow(el, { messages, walk, requests, attempt }) {
  const { html } = domOf(el);
  const { t } = messages;
  /** @type {Question|null} */
  let question = null;
  const asked = html("div", { class: "desk-asked" });
  const drawAsked = mountAsked(asked, { messages });
  const truth = html("p", { class: "proposal-truth" });
  const facts = html("p", { class: "hint" });
  const next = html("button", { type: "button", class: "button", onclick: () => walk.forward() });
  const again = html(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () => question && attempt(() => requests.walk(String(question?.id), { again: true })),
    },
    t("desk.again"),
  );
  const reopen = html(
    "button",
    { type: "button", class: "plain", onclick: () => question && walk.go(question, "open") },
    t("desk.reopen"),
  );
  const sentences = html("ul", { class: "desk-sentences" });
  el.append(asked, truth, facts, sentences, html("p", { class: "ways" }, next, again, reopen));

  const drawSentences = onChange(
    (
      /** @type {string} */ _key,
      /** @type {string} */ id,
      /** @type {{id: string, text: string, passed: boolean}[]} */ written,
    ) => {
      const pass = () => {
        const passed = [...sentences.querySelectorAll("input")].flatMap((box) => (box.checked ? [box.value] : []));
        attempt(() => requests.walk(id, { passed }));
      };
      sentences.replaceChildren(
        ...written.map((one) => {
          const box = html("input", { type: "checkbox", value: one.id, onchange: pass });
          box.checked = one.passed;
          return html("li", {}, html("label", {}, box, html("span", {}, one.text)));
        }),
      );
    },
  );

  return (state) => {
    question = questionOf(state);
    set(el, { hidden: !question });
    if (!question || !state.desk) return;
    drawAsked(state);
    const kept = state.desk.questions.find(({ id }) => id === question?.id);
    const round = kept?.rounds.at(-1);
    const right = truthInWords(messages, question);
    setText(truth, right && question.state !== "revealed" ? t("classroom.truth", { answer: right }) : "");
    const median = round?.median_seconds;
    setText(
      facts,
      [
        ...(median === null || median === undefined ? [] : [t("desk.median", { seconds: Math.round(median) })]),
        ...(round?.late ? [t("desk.late", { answers: round.late })] : []),
      ].join(" "),
    );
    drawSentences(JSON.stringify(kept?.sentences ?? []), question.id, kept?.sentences ?? []);
    setText(next, t(`desk.go.${NEXT[question.state] ?? "done"}`));
    const mayNot = !mayWrite(state);
    set(again, { hidden: question.round > 1 || question.state === "open" });
    set(reopen, { hidden: question.state !== "closed" });
    for (const button of [next, again, reopen]) button.disabled = mayNot;
  };
}
