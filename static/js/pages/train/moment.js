/** Which moment of the learning the unit on the stage shows, and whose. */

import { stepLabel } from "../../state/question.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { percent, runName } from "./names.js";
import { placeOf } from "./preset.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").TrainState>}
 */
export function mountMoment(el, { dispatch, messages }) {
  const { html } = domOf(el);
  const { t } = messages;
  const says = html("h2", { id: "stage-heading" });
  const whose = html("div", { class: "views", role: "group", "aria-label": t("train.whose") });
  el.append(says, whose);
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  const choose = onChange((/** @type {string} */ names) => {
    const both = names ? names.split("|") : [];
    buttons = both.map((name, at) =>
      html(
        "button",
        { type: "button", onclick: () => dispatch({ type: "look at run", of: at ? "rival" : "own" }) },
        name,
      ),
    );
    whose.replaceChildren(...buttons);
    set(whose, { hidden: both.length < 2 });
  });

  return (state) => {
    choose(state.runs.map(({ plan }) => runName(messages, plan)).join("|"));
    const at = state.of === "rival" && state.runs.length > 1 ? 1 : 0;
    for (const [index, button] of buttons.entries()) set(button, { "aria-pressed": String(index === at) });
    const place = placeOf(state.trace?.of); // of the run that is drawn: its weights may be a moment older than those in sight
    const point = state.runs.find(({ id }) => id === place?.id)?.points[place?.n ?? 0];
    if (!point) return;
    const label = stepLabel(state, messages.language, state.step);
    const moment = { learnt: point.step, step: state.step + 1, share: percent(point.unexplained) };
    setText(says, label ? t("train.moment.named", { ...moment, label }) : t("train.moment", moment));
  };
}
