/** Predict, then look: asks about what comes next, takes an answer, shows what happens and why, in true numbers. */

import { keepsake } from "../../state/keepsake.js";
import { openQuestion, tick } from "../../state/lesson.js";
import { blueprintNamed } from "../../unit/blueprint.js";
import { html, set, setText } from "../../view/base/dom.js";
import { afterwards, latest, onChange } from "../../view/base/panel.js";
import { phaseQuestions, pick, pinQuestions } from "./predictions.state.js";
import { questionInWords, reasonInWords } from "./reasons.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/lesson.js").Question} Question
 */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").LessonTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountPredict(el, { dispatch, messages }) {
  const { t } = messages;
  const score = keepsake("predictions", { right: 0, of: 0 });
  const { plan, run } = afterwards();
  /** What shows the whole run, and with it the answer. */
  const telltales = document.querySelectorAll("#timeline, #charts");
  /** @type {readonly [Question|null, Question|null]} */
  let next = [null, null];
  /** @type {AppState["trace"]} */
  let now = null;
  /** @type {AppState["trace"]} the run that the question is about */
  let traceBefore = null;
  /** @type {Question|null} */
  let counted = null;

  const question = html("p", { class: "question", tabindex: -1 });
  const choices = html("div", { class: "choices" });
  const verdict = html("p", { class: "verdict", role: "status" });
  const skip = button("lab.class.skip", () => {
    dispatch({ type: "predict", choice: null });
    plan(() => askPhase.focus());
  });
  const askPhase = button("lab.class.ask.next", () => put(next[0]));
  const askPin = button("lab.class.ask.valve", () => put(next[1]));
  const none = html("p", { class: "hint" });
  const points = html("span", {});
  const clear = button("lab.class.score.clear", () => {
    score.clear();
    drawScore();
  });
  const tally = html("p", { class: "score" }, points, clear);
  el.append(question, choices, verdict, none, html("p", { class: "ways" }, askPhase, askPin, skip), tally);
  drawScore();

  /** @param {string} id @param {() => void} onclick */
  function button(id, onclick) {
    return html("button", { type: "button", class: "plain", onclick }, t(id));
  }

  /** @param {Question|null} asked */
  function put(asked) {
    if (!asked) return;
    traceBefore = now;
    dispatch({ type: "look at unit", unit: asked.lane });
    dispatch({ type: "ask", question: asked });
    plan(() => question.focus());
  }

  function drawScore() {
    const { right, of } = score.read();
    setText(points, t("lab.class.score", { right, of }));
    tally.hidden = of === 0;
  }

  const lookAhead = latest(
    (
      /** @type {string} */ unit,
      /** @type {import("../../data/types.js").Trace} */ trace,
      /** @type {number} */ step,
      /** @type {number} */ phase,
      /** @type {AppState["pins"]} */ pins,
      /** @type {AppState["shown"]} */ shown,
    ) => {
      const scene = { blueprint: blueprintNamed(unit), trace, step, phase, pins, shown };
      const turn = tick({ blueprint: unit, step, phase });
      return /** @type {const} */ ([pick(phaseQuestions(scene), turn), pick(pinQuestions(scene), turn)]);
    },
  );

  const drawQuestion = onChange((/** @type {string} */ unit, /** @type {Question|null} */ asked) => {
    set(question, { hidden: !asked });
    set(choices, { hidden: !asked });
    if (!asked) return;
    setText(question, questionInWords(messages, blueprintNamed(unit), asked));
    choices.replaceChildren(
      ...asked.choices.map((choice, index) =>
        html(
          "button",
          { type: "button", class: "choice-key", onclick: () => dispatch({ type: "predict", choice: index }) },
          html("kbd", { "aria-hidden": "true" }, String(index + 1)),
          html("span", {}, t(`lab.class.choice.${choice}`)),
        ),
      ),
    );
  });

  const drawVerdict = onChange(
    (
      /** @type {string} */ unit,
      /** @type {Question|null} */ asked,
      /** @type {AppState["lesson"]["answer"]} */ answer,
      /** @type {AppState["trace"]} */ trace,
    ) => {
      const isTold = asked && answer && trace && !(asked.pin && trace === traceBefore);
      for (const [index, element] of [...choices.children].entries()) {
        const isChosen = answer?.choice === index;
        const mark = !isTold ? null : index === asked.right ? "right" : isChosen ? "wrong" : "other";
        set(element, { "data-mark": mark, "aria-pressed": answer ? String(isChosen) : null });
        set(element, { "aria-disabled": answer ? "true" : null });
      }
      if (!isTold) return setText(verdict, "");
      const said = answer.choice === null ? "skipped" : answer.choice === asked.right ? "right" : "wrong";
      const values = { answer: t(`lab.class.choice.${asked.choices[asked.right]}`) };
      const verdictInWords = t(`lab.class.verdict.${said}`, values);
      const reason = reasonInWords(messages, blueprintNamed(unit), asked, trace);
      setText(verdict, t("lab.class.verdict", { verdict: verdictInWords, reason }));
      set(verdict, { "data-said": said });
      if (answer.choice === null || counted === asked) return;
      counted = asked;
      const { right, of } = score.read();
      score.write({ right: right + (said === "right" ? 1 : 0), of: of + 1 });
      drawScore();
    },
  );

  return (state) => {
    const { lesson, trace } = state;
    const isCurrent = trace !== null && !state.waiting;
    now = trace;
    const asked = trace ? openQuestion(state) : null;
    const isOpen = asked !== null && !lesson.answer;
    if (isCurrent) next = lookAhead(state.blueprint, trace, state.step, state.phase, state.pins, state.shown);
    if (lesson.held && isCurrent && !isOpen) {
      if (next[0]) put(next[0]);
      else dispatch({ type: "predict", choice: null }); // nothing clear-cut to ask: the lock lets it pass
      return;
    }
    for (const card of telltales) set(card, { "data-veiled": isOpen && t("lab.class.veiled") });
    drawQuestion(state.blueprint, asked);
    drawVerdict(state.blueprint, asked, asked ? lesson.answer : null, isCurrent ? trace : null);
    set(askPhase, { hidden: isOpen, "aria-disabled": next[0] ? null : "true" });
    set(askPin, { hidden: isOpen || lesson.present, "aria-disabled": next[1] ? null : "true" });
    set(skip, { hidden: !isOpen });
    setText(none, asked || next[0] || !trace ? "" : t("lab.class.ask.none"));
    run();
  };
}
