/**
 * A question of a class, in the words of this page's language.
 *
 * @typedef {import("./documents.js").Question} Question
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

import { tick } from "../../state/question.js";
import { blueprintNamed } from "../../unit/blueprint.js";
import { plain } from "../../view/base/numbers.js";
import { questionInWords, reasonInWords } from "../../view/base/riddles.js";
import { valveName } from "../../view/base/words.js";

/** A generated question is said by each page in its language; its text is only what the desk writes into exports. @param {Messages} messages @param {Pick<Question, "text"|"generated">} question */
export function askedInWords(messages, { text, generated }) {
  if (!generated) return text ? messages.pick(text) : "";
  const blueprint = blueprintNamed(generated.blueprint);
  if (!generated.gate) return questionInWords(messages, blueprint, generated);
  return messages.t("classroom.ask.valve", {
    valve: valveName(messages, blueprint, generated.gate),
    lane: generated.lane + 1,
    step: Math.floor(generated.reveals / blueprint.phases.length) + 1,
  });
}

/** @param {Messages} messages @param {import("./documents.js").Choice} choice */
export const choiceInWords = ({ t, pick }, { id, text }) => (text ? pick(text) : t(`predict.choice.${id}`));

/** The right answer, as far as it is known. @param {Messages} messages @param {Pick<Question, "kind"|"choices"|"truth"|"tolerance">} question */
export function truthInWords(messages, { kind, choices, truth, tolerance }) {
  if (truth === null || kind === "place" || kind === "sentence") return "";
  const choice = choices.find(({ id }) => id === truth);
  if (choice) return choiceInWords(messages, choice);
  return tolerance ? `${plain(truth)} ± ${plain(tolerance)}` : plain(truth);
}

/**
 * Why the right answer is right, once the run has got there.
 *
 * @param {Messages} messages
 * @param {Pick<Question, "sentence"|"generated">} question
 * @param {import("../../state/app_state.js").AppState} state
 */
export function whyInWords(messages, { sentence, generated }, state) {
  if (sentence) return messages.pick(sentence);
  if (!generated || generated.gate || !state.trace || state.waiting || generated.blueprint !== state.blueprint)
    return "";
  return tick(state) < generated.reveals
    ? ""
    : reasonInWords(messages, blueprintNamed(generated.blueprint), generated, state.trace);
}
