/**
 * The end: the class is over, or this seat is no longer in it. What was asked stays to be read.
 *
 * @typedef {import("./state.js").SeatState} State
 */

import { askedInWords, truthInWords } from "../../features/classroom/question_words.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { keyOf } from "./mine.js";
import { valueInWords } from "./value_words.js";

/**
 * @param {HTMLElement} el
 * @param {Pick<import("../../view/base/panel.js").Tools, "messages">} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountEnding(el, { messages }) {
  const { html } = domOf(el);
  const { t } = messages;
  const [heading, says, list] = [html("h1", { tabindex: -1 }), html("p", {}), html("ol", { class: "seat-summary" })];
  el.append(heading, says, list);

  const draw = onChange((/** @type {State["asked"]} */ asked, /** @type {State["mine"]} */ mine) => {
    list.replaceChildren(
      ...asked.map((question) => {
        const own = mine[keyOf(question)] ?? mine[keyOf({ ...question, round: 1 })];
        const right = truthInWords(messages, question);
        return html(
          "li",
          {},
          html("p", { class: "asked-text" }, askedInWords(messages, question)),
          html(
            "p",
            {},
            own ? t("seat.mine", { answer: valueInWords(messages, question, own.value) }) : t("seat.mine.none"),
          ),
          ...(right ? [html("p", {}, t("classroom.truth", { answer: right }))] : []),
          ...(question.sentence ? [html("p", { class: "hint" }, messages.pick(question.sentence))] : []),
        );
      }),
    );
  });

  return ({ ended, pass, asked, mine }) => {
    set(el, { hidden: ended === null || (pass === null && ended !== "closed") });
    if (ended === null) return;
    const why = ended === "closed" ? "closed" : ended.status === 403 ? "removed" : "gone";
    setText(heading, t(`seat.ended.${why}`));
    setText(says, asked.length ? t("seat.ended.asked", { count: asked.length }) : t("seat.ended.nothing"));
    draw(asked, mine);
  };
}
