/** An answer in words. */

import { choiceInWords } from "../../features/classroom/question_words.js";
import { plain } from "../../view/base/numbers.js";

/**
 * @param {import("../../data/messages.js").Messages} messages
 * @param {Pick<import("../../features/classroom/documents.js").Question, "kind"|"choices">} question
 * @param {import("../../features/classroom/seat_requests.js").Value} value
 */
export function valueInWords(messages, { kind, choices }, value) {
  if (kind === "choice") {
    const choice = choices.find(({ id }) => id === value);
    return choice ? choiceInWords(messages, choice) : "";
  }
  if (kind === "place") return messages.t("seat.marked");
  return kind === "sentence" ? String(value) : kind === "valve" ? plain(Number(value)) : String(value);
}
