/** Why the server does not train, or does not answer, with a way to try again. */

import { domOf, set, setText } from "../../view/base/dom.js";

/** Answers of a server that would learn this, but not here and now. */
const BUSY = Object.freeze([403, 429, 503]);

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").TrainState>}
 */
export function mountRefusal(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const says = html("p", {});
  const places = html("ul", {});
  const again = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "retry" }) },
    t("lab.notice.retry"),
  );
  const instead = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "recorded", on: true }) },
    t("train.recorded.instead"),
  );
  el.append(says, places, again, instead);

  return ({ refusal, problem, recorded, plan }) => {
    const found = refusal ?? problem;
    set(el, { hidden: !found });
    if (!found) return;
    set(instead, { hidden: recorded || plan.task === null || !BUSY.includes(found.status) });
    const id = `train.refused.${found.status}`;
    setText(says, found.status === 0 || BUSY.includes(found.status) ? t(id) : t("train.refused.other"));
    places.replaceChildren(...found.errors.map(({ detail }) => html("li", { lang: found.language ?? "en" }, detail)));
  };
}
