/**
 * The question of a class on a screen that all can see: how many have answered, then what, then what is right and why.
 *
 * @typedef {import("./documents.js").Question} Question
 * @typedef {import("./room.state.js").State} State
 */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { answersOf } from "./bars.js";
import { askedInWords, truthInWords, whyInWords } from "./question_words.js";
import { questionOf } from "./room.state.js";

/**
 * @param {HTMLElement} el
 * @param {Pick<import("../../view/base/panel.js").Tools, "messages">} tools
 * @param {(question: Question) => Question} [seen] what of it is shown here
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountAsked(el, { messages }, seen = (question) => question) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const text = html("p", { class: "asked-text" });
  const answered = html("p", { class: "asked-count", role: "status" });
  const answers = html("div", {});
  const why = html("p", { class: "asked-why" });
  el.append(html("div", { class: "asked-head" }, text, answered), answers, why);

  const draw = onChange((/** @type {string} */ _key, /** @type {Question} */ question) => {
    setText(text, askedInWords(messages, question));
    answers.replaceChildren(answersOf(dom, messages, question, question));
    set(el, { "data-state": question.state, "data-kind": question.kind });
  });

  return (state) => {
    const question = questionOf(state);
    set(el, { hidden: !question });
    if (!question) return;
    const shown = seen(question);
    const { answered: people, ...rest } = shown;
    draw(JSON.stringify(rest), shown);
    const present = Math.max(people, state.room?.present ?? 0);
    setText(answered, state.room ? t("classroom.answered", { people, present }) : t("classroom.hands", { people }));
    const right = shown.state === "revealed" ? truthInWords(messages, shown) : "";
    const reason = shown.state === "revealed" ? whyInWords(messages, shown, state) : "";
    setText(
      why,
      [right && shown.kind !== "choice" ? t("classroom.truth", { answer: right }) : "", reason]
        .filter(Boolean)
        .join(" "),
    );
    set(why, { hidden: !why.textContent });
  };
}
