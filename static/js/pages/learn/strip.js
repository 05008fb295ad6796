/** The strip above a figure: it goes on being drawn as the figure goes on, so that no answer is seen before its step. A timeline below it leaves out what it shows. */

import { phasesOf } from "../../state/question.js";
import * as whole from "../../view/strip/strip.js";

/** @param {import("../../state/app_state.js").AppState} state */
function reached(state) {
  const phases = phasesOf(state);
  return Math.floor((state.step * phases + state.phase + 1) / phases);
}

/** @param {HTMLElement} el @param {import("../../view/base/panel.js").Tools} tools */
export const mountStrip = (el, tools) => whole.mountStrip(el, { ...tools, reached });

/** @param {typeof import("../../view/timeline/timeline.js").mountTimeline} mountTimeline @returns {typeof mountTimeline} */
export const below = (mountTimeline) => (el, tools) => mountTimeline(el, { ...tools, isBelowStrip: true });
