/**
 * The question before this seat: asked, sent, closed, counted, told.
 *
 * @typedef {import("./state.js").SeatState} State
 * @typedef {import("./state.js").SeatAction} Action
 * @typedef {import("../../features/classroom/documents.js").Question} Question
 * @typedef {import("./mine.js").Mine} Mine
 */

import { askedInWords, truthInWords, whyInWords } from "../../features/classroom/question_words.js";
import { questionOf } from "../../features/classroom/room.state.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { unitWord } from "../../view/base/words.js";
import { drawAnswers } from "./answers.js";
import { INPUTS } from "./kinds.js";
import { isAnswerTo } from "./mine.js";
import { mineNow } from "./state.js";
import { valueInWords } from "./value_words.js";

/** What happens to a question that its class is told of. */
const COUNTED = Object.freeze(["shown", "revealed"]);

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<Action> & {newId: () => string, mark: (part: string) => void}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountQuestion(el, { dispatch, messages, newId, mark }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const round = html("p", { class: "seat-round" });
  const text = html("h2", { id: "question-text", class: "asked-text" });
  const input = html("div", {});
  const status = html("p", { class: "seat-status", role: "status" });
  const answers = html("div", {});
  const outcome = html("div", { class: "seat-outcome", role: "status" });
  el.append(html("div", { role: "status" }, round, text), input, status, outcome, answers);

  let asked = "";

  /** Puts the question on the page; it is not built again while somebody answers. @param {State} state @param {Question} question */
  function ask(state, question) {
    const isOpen = question.state === "open";
    const key = [question.id, question.version, question.round, isOpen].join(" ");
    if (key === asked) return;
    asked = key;
    const label = askedInWords(messages, question);
    setText(text, label);
    setText(round, question.round === 2 ? t("seat.again") : t("classroom.question"));
    /** @type {import("./kinds.js").Tools["give"]} */
    const give = (value) => dispatch({ type: "answer", id: newId(), value });
    const way = isOpen
      ? INPUTS[question.kind]({ dom, messages, question, label, parts: partsOf(state), give, mark })
      : null;
    input.replaceChildren(...(way ? [way.element] : []));
    const mine = mineNow(state);
    way?.show(mine && isAnswerTo(mine, question) ? mine.value : null);
  }

  const count = onChange(
    (/** @type {string} */ _key, /** @type {Question|null} */ question, /** @type {Mine|null} */ mine) => {
      answers.replaceChildren(...(question ? drawAnswers(dom, messages, question, mine) : []));
    },
  );

  return (state) => {
    const question = questionOf(state);
    set(el, { hidden: !question || state.pass === null || state.ended !== null, "data-state": question?.state });
    if (!question) return;
    const mine = mineNow(state);
    const { id, kind, counts, before, truth } = question;
    ask(state, question);
    const answer = mine ? valueInWords(messages, question, mine.value) : "";
    setText(status, t(`seat.status.${statusOf(question, mine)}`, { answer }));
    const isCounted = COUNTED.includes(question.state);
    count(
      JSON.stringify([id, kind, isCounted && [counts, before, truth, mine?.value]]),
      isCounted ? question : null,
      mine,
    );
    setText(outcome, question.state === "revealed" ? outcomeOf(state, question, mine) : "");
    set(outcome, { "data-right": isRight(question, mine) });
  };

  /** The right answer, and why. @param {State} state @param {Question} question @param {Mine|null} mine */
  function outcomeOf(state, question, mine) {
    const right = truthInWords(messages, question);
    const verdict = isRight(question, mine);
    return [
      verdict === null ? "" : t(verdict ? "seat.verdict.right" : "seat.verdict.wrong"),
      right ? t("classroom.truth", { answer: right }) : "",
      whyInWords(messages, question, state),
    ]
      .filter(Boolean)
      .join(" ");
  }

  /** The parts of the picture that have a name. @param {State} state */
  function partsOf(state) {
    const blueprint = blueprintOf(state);
    const named = blueprint.nodes.filter(({ kind }) => ["valve", "sum", "source", "sink"].includes(kind));
    return named.flatMap(({ id }) =>
      messages.has(`lab.part.${id}`) ? [{ id, name: unitWord(messages, blueprint, `lab.part.${id}`) }] : [],
    );
  }
}

/** @param {Question} question @param {Mine|null} mine @returns {string} of a message */
export function statusOf(question, mine) {
  const isOpen = question.state === "open";
  if (mine === null) return isOpen ? "open" : "none";
  if (isOpen && !isAnswerTo(mine, question)) return "changed";
  if (mine.told === "sending") return isOpen ? "sending" : "sending_closed";
  if (mine.told === "refused") return "refused";
  if (mine.told === "late") return "late";
  if (mine.told === "other_version") return "changed";
  return isOpen ? "sent" : "kept";
}

/** Whether this seat's answer is right; null where there is no right one, or none was given. @param {Question} question @param {Mine|null} mine */
export function isRight({ state, kind, truth, tolerance }, mine) {
  if (state !== "revealed" || truth === null || mine === null || mine.told !== "counted") return null;
  const { value } = mine;
  if (kind === "choice") return value === truth;
  if (kind === "place")
    return (
      Math.hypot(truth[0] - Number(/** @type {any} */ (value)[0]), truth[1] - Number(/** @type {any} */ (value)[1])) <=
      (tolerance ?? 0.1)
    );
  return Math.abs(Number(value) - truth) <= (tolerance ?? 0) + 1e-9;
}
