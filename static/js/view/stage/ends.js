/** What of a picture is fetched once the first one stands: what goes in and what is read, in numbers; names of lanes; signs; the way between views. */

import { mountAnswer } from "./answer.js";
import { mountNames } from "./names.js";
import { mountValues } from "./values.js";

export { answerInBrief } from "./answer.js";
export * as signs from "./signs.js";
export * as way from "./way.js";

/**
 * @param {import("../base/dom.js").Dom} dom
 * @param {import("../../state/app_state.js").AppState} state
 * @param {import("./layout.js").Layout} layout
 * @param {import("../../data/messages.js").Messages} messages
 */
export function mountEnds(dom, state, layout, messages) {
  const values = mountValues(dom, state, layout, messages);
  const names = mountNames(dom, state, layout, messages);
  const answer = mountAnswer(dom, state, layout, messages);
  return {
    groups: [names.group, values.group, ...(answer ? [answer.group, answer.list] : [])],
    /** @param {import("../../state/app_state.js").AppState} next */
    update(next) {
      names.update(next);
      values.update(next);
      answer?.update(next);
    },
  };
}
