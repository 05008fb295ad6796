/** Which moment the board shows: model, step, phase. */

import { bare, originIn } from "../../features/classroom/joining.js";
import { stepCount, stepLabel } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { phaseName } from "../../view/base/words.js";

/**
 * @param {HTMLElement} el
 * @param {Pick<import("../../view/base/panel.js").Tools, "messages">} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").BoardState>}
 */
export function mountMoment(el, { messages }) {
  const { html } = domOf(el);
  const { t, pick, language } = messages;
  const [number, phase] = [html("span", { class: "board-number" }), html("span", {})];
  const phaseLine = html("p", { class: "board-phase" }, number, phase);
  const step = html("p", { class: "board-step" });
  const model = html("p", { class: "board-model" });
  el.append(phaseLine, step, model);

  return (state) => {
    const blueprint = blueprintOf(state);
    const moment = { step: state.step + 1, steps: stepCount(state) };
    const label = stepLabel(state, language, state.step);
    set(phaseLine, { class: `board-phase role-${blueprint.phases[state.phase].role}` });
    setText(number, String(state.phase + 1));
    setText(phase, phaseName(messages, blueprint, state.phase));
    setText(step, label ? t("board.step.named", { ...moment, label }) : t("board.step", moment));
    const title = state.preset ? pick(state.preset.title) : "";
    const { room } = state;
    const { origin } = el.ownerDocument.location;
    setText(model, room ? `${bare(originIn(room.state.address, origin))}/${room.code}` : title);
  };
}
