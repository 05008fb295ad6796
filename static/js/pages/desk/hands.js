/**
 * Raised hands: without any phone, the teacher counts with the keys 1 to 6; Shift takes one back. They are counted at this desk alone.
 *
 * @typedef {import("./state.js").DeskState} State
 */

import { choiceInWords } from "../../features/classroom/question_words.js";
import { questionOf } from "../../features/classroom/room.state.js";
import { domOf, set } from "../../view/base/dom.js";

const READERS = "input, select, textarea";

/**
 * @param {HTMLElement} el
 * @param {Pick<import("../../view/base/panel.js").Tools, "messages">} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountHands(el, { messages }) {
  const { html, document } = domOf(el);
  const { t } = messages;
  /** @type {import("../../features/classroom/documents.js").Question|null} */
  let question = null;
  let of = "";
  /** @type {number[]} */
  let hands = [];
  document.addEventListener("keydown", (event) => {
    const at = Number(/^Digit([1-6])$/.exec(event.code)?.[1] ?? 0) - 1;
    const target = /** @type {Element} */ (event.target);
    if (!question?.choices[at] || event.ctrlKey || event.metaKey || event.altKey || target.closest(READERS)) return;
    event.preventDefault();
    hands[at] = Math.max(0, (hands[at] ?? 0) + (event.shiftKey ? -1 : 1));
    draw();
  });

  function draw() {
    if (!question) return;
    const { choices } = question;
    const counted = choices.flatMap((choice, at) =>
      hands[at] ? [t("desk.hands.one", { choice: choiceInWords(messages, choice), hands: hands[at] })] : [],
    );
    el.replaceChildren(
      html("p", { class: "hint" }, t("desk.hands.hint", { keys: choices.length })),
      ...(counted.length
        ? [html("p", { role: "status" }, `${t("desk.hands")} · `, html("b", {}, counted.join(" · ")))]
        : []),
    );
  }

  return (state) => {
    question = questionOf(state);
    if (question?.kind !== "choice") question = null;
    set(el, { hidden: !question });
    const key = question ? `${question.id} ${question.round}` : "";
    if (key === of) return;
    of = key;
    hands = [];
    draw();
  };
}
