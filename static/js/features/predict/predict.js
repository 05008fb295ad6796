/** Predict, then look: asks what comes next, takes an answer, shows what happens and why, in true numbers. */

import { tick } from "../../state/question.js";
import { blueprintNamed } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { afterwards, latest, onChange } from "../../view/base/panel.js";
import { mountAsked } from "./asked.js";
import { openQuestion } from "./predict.state.js";
import { phaseQuestions, pick, pinQuestions } from "./predictions.state.js";
import { mountScore } from "./score.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./predict.state.js").Question} Question
 * @typedef {import("./predict.state.js").Answer} Answer
 * @typedef {import("./predict.state.js").State} State
 * @typedef {import("./predict.state.js").Action|import("./predict.state.js").PredictAction} Action
 */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools<Action>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountPredict(el, { dispatch, messages, outside }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const { plan, run } = afterwards();
  const lookAhead = latest(ahead);
  /** The elements that show the whole run, and so the answer. */
  const telltales = el.ownerDocument.querySelectorAll("#timeline, #charts");
  /** @type {readonly [Question|null, Question|null]} */
  let next = [null, null];
  /** @type {AppState["trace"]} */
  let now = null;
  /** @type {AppState["trace"]} the run that the question is about */
  let traceBefore = null;
  /** @type {Question|null} */
  let counted = null;

  const asked = mountAsked(dom, messages, (choice) => dispatch({ type: "predict", choice }));
  const score = mountScore(dom, messages, outside.storage);
  const skip = button("predict.skip", () => {
    dispatch({ type: "predict", choice: null });
    plan(() => askPhase.focus());
  });
  const askPhase = button("predict.ask.next", () => put(next[0]));
  const askPin = button("predict.ask.valve", () => put(next[1]));
  const none = html("p", { class: "hint" });
  el.append(...asked.elements, none, html("p", { class: "ways" }, askPhase, askPin, skip), score.element);

  /** @param {string} id @param {() => void} onclick */
  function button(id, onclick) {
    return html("button", { type: "button", class: "plain", onclick }, t(id));
  }

  /** @param {Question|null} question */
  function put(question) {
    if (!question) return;
    traceBefore = now;
    dispatch({ type: "look at unit", unit: question.lane });
    dispatch({ type: "ask", question });
    plan(asked.focus);
  }

  const drawVerdict = onChange(
    (
      /** @type {string} */ unit,
      /** @type {Question|null} */ question,
      /** @type {Answer} */ answer,
      /** @type {AppState["trace"]} */ trace,
    ) => {
      const told = question?.pin && trace === traceBefore ? null : trace;
      asked.tell(blueprintNamed(unit), question, answer, told);
      if (!question || !told || typeof answer?.choice !== "number" || counted === question) return;
      counted = question;
      score.count(answer.choice === question.right);
    },
  );

  return (state) => {
    const { answer, trace } = state;
    const isCurrent = trace !== null && !state.waiting;
    now = trace;
    const question = trace ? openQuestion(state) : null;
    const isOpen = question !== null && !answer;
    if (isCurrent) next = lookAhead(state.blueprint, trace, state.step, state.phase, state.pins, state.shown);
    for (const card of telltales) set(card, { "data-veiled": isOpen && t("predict.veiled") });
    asked.ask(state.blueprint, question, state.preset);
    drawVerdict(state.blueprint, question, question ? answer : null, isCurrent ? trace : null);
    set(askPhase, { hidden: isOpen, "aria-disabled": next[0] ? null : "true" });
    set(askPin, { hidden: isOpen, "aria-disabled": next[1] ? null : "true" });
    set(skip, { hidden: !isOpen });
    setText(none, question || next[0] || !trace ? "" : t("predict.ask.none"));
    run();
  };
}

/**
 * What can be asked about the next phase, and about a valve.
 *
 * @param {string} unit
 * @param {import("../../data/types.js").Trace} trace
 * @param {number} step
 * @param {number} phase
 * @param {AppState["pins"]} pins
 * @param {AppState["shown"]} shown
 */
function ahead(unit, trace, step, phase, pins, shown) {
  const scene = { blueprint: blueprintNamed(unit), trace, step, phase, pins, shown };
  const turn = tick({ blueprint: unit, step, phase });
  return /** @type {const} */ ([pick(phaseQuestions(scene), turn), pick(pinQuestions(scene), turn)]);
}
