/** Whether four more seeds learn the same, and what came of all of them. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { percent } from "./names.js";
import { KNOWS } from "./runs.state.js";
import { sumOf } from "./seeds.state.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").TrainState>}
 */
export function mountSeeds(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const box = html("input", { type: "checkbox", onchange: () => dispatch({ type: "seeds", on: box.checked }) });
  const says = html("p", { class: "train-says", role: "status" });
  el.append(html("label", { class: "train-goal" }, box, html("span", {}, t("train.seeds"))), says);

  return (state) => {
    const { seeds, recorded } = state;
    box.checked = seeds.on && !recorded;
    set(box, { disabled: recorded });
    const { count, knows, least, most, isAll } = sumOf(state);
    const said = { count, knows, share: KNOWS * 100, least: percent(least), most: percent(most) };
    setText(says, !seeds.of ? "" : isAll ? t("train.seeds.says", said) : t("train.seeds.learning"));
  };
}
