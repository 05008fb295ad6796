/** What goes into the unit and what is read from it, in numbers. */

import { mountAnswer } from "./answer.js";
import { mountValues } from "./values.js";

export { answerInBrief } from "./answer.js";
export * as signs from "./signs.js";

/**
 * @param {import("../base/dom.js").Dom} dom
 * @param {import("../../state/app_state.js").AppState} state
 * @param {import("./layout.js").Layout} layout
 * @param {import("../../data/messages.js").Messages} messages
 */
export function mountEnds(dom, state, layout, messages) {
  const values = mountValues(dom, state, layout, messages);
  const answer = mountAnswer(dom, state, layout, messages);
  return {
    groups: [values.group, ...(answer ? [answer.group, answer.list] : [])],
    /** @param {import("../../state/app_state.js").AppState} next */
    update(next) {
      values.update(next);
      answer?.update(next);
    },
  };
}
