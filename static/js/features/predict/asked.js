/**
 * The open question: its choices, the one taken, the right one, and why.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { blueprintNamed } from "../../unit/blueprint.js";
import { set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { questionInWords, reasonInWords } from "../../view/base/riddles.js";

/**
 * @typedef {import("./predict.state.js").Question} Question
 * @typedef {import("./predict.state.js").Answer} Answer
 * @typedef {import("../../data/types.js").Trace} Trace
 */

/**
 * @param {Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {(choice: number) => void} take
 */
export function mountAsked({ html }, messages, take) {
  const { t } = messages;
  const question = html("p", { class: "question", tabindex: -1 });
  const choices = html("div", { class: "choices" });
  const verdict = html("p", { class: "verdict", role: "status" });

  const ask = onChange(
    (
      /** @type {string} */ unit,
      /** @type {Question|null} */ asked,
      /** @type {import("../../data/types.js").Preset|null} */ preset,
    ) => {
      set(question, { hidden: !asked });
      set(choices, { hidden: !asked });
      if (!asked) return;
      setText(question, questionInWords(messages, blueprintNamed(unit), asked, preset));
      choices.replaceChildren(
        ...asked.choices.map((choice, index) =>
          html(
            "button",
            { type: "button", class: "choice-key", onclick: () => take(index) },
            html("kbd", { "aria-hidden": "true" }, String(index + 1)),
            html("span", {}, t(`predict.choice.${choice}`)),
          ),
        ),
      );
    },
  );

  /** @param {Question|null} asked @param {Answer} answer @param {boolean} isTold */
  function mark(asked, answer, isTold) {
    for (const [index, element] of [...choices.children].entries()) {
      const isChosen = answer?.choice === index;
      const how = !isTold ? null : index === asked?.right ? "right" : isChosen ? "wrong" : "other";
      set(element, {
        "data-mark": how,
        "aria-pressed": answer ? String(isChosen) : null,
        "aria-disabled": answer ? "true" : null,
      });
    }
  }

  return {
    elements: [question, choices, verdict],
    focus: () => question.focus(),
    ask,
    /**
     * The verdict and its reason, as soon as the trace is there.
     *
     * @param {import("../../unit/blueprint.js").Blueprint} blueprint
     * @param {Question|null} asked
     * @param {Answer} answer
     * @param {Trace|null} trace
     */
    tell(blueprint, asked, answer, trace) {
      const isTold = asked !== null && answer !== null && trace !== null;
      mark(asked, answer, isTold);
      if (!isTold) return setText(verdict, "");
      const said = answer.choice === null ? "skipped" : answer.choice === asked.right ? "right" : "wrong";
      const right = t(`predict.choice.${asked.choices[asked.right]}`);
      const says = t(`predict.verdict.${said}`, { answer: right });
      setText(
        verdict,
        t("predict.verdict", { verdict: says, reason: reasonInWords(messages, blueprint, asked, trace) }),
      );
      set(verdict, { "data-said": said });
    },
  };
}
