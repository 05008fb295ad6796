/** The layer that is pointed at, or dyed, in words, with the ways to its step. */

import { START } from "../../data/dye.js";
import { stepLabel } from "../../state/question.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { layerInWords } from "./says.js";

/**
 * @param {HTMLElement} place
 * @param {import("./sources.js").SourceTools} tools
 */
export function mountPointed(place, { dispatch, messages }) {
  const { html } = domOf(place);
  const { t, language } = messages;
  let source = START;
  const says = html("p", { class: "pointed-says" });
  const go = html("button", {
    type: "button",
    class: "plain",
    onclick: () => dispatch({ type: "seek", step: source, phase: Infinity }),
  });
  const out = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "dye", step: null }) },
    t("lab.dye.out"),
  );
  place.append(html("div", { class: "pointed" }, says, html("div", { class: "pointed-ways" }, go, out)));

  /**
   * @param {import("./dye.state.js").State} state
   * @param {import("../../data/dye.js").Sample|null} sample at the present step
   * @param {readonly number[]|null} sources
   */
  return (state, sample, sources) => {
    const isStep = state.dye !== null && state.dye < (state.trace?.h.length ?? 0);
    if (isStep) source = Number(state.dye);
    set(go, { hidden: !isStep });
    set(out, { hidden: !isStep });
    if (isStep) setText(go, t("dye.go", { step: source + 1 }));
    if (!sources || !sample) return setText(says, sources ? "" : t("dye.pointed.none"));
    const alone = sources.length === 1 && sources[0] !== START ? stepLabel(state, language, sources[0]) : "";
    setText(says, layerInWords(messages, sample, { lane: state.unit, step: state.step, sources, name: alone }));
  };
}
