/** Why the server does not train, or does not answer, with a way to try again. */

import { domOf, set, setText } from "../../view/base/dom.js";

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
  el.append(says, places, again);

  return ({ refusal, problem }) => {
    const found = refusal ?? problem;
    set(el, { hidden: !found });
    if (!found) return;
    const id = `train.refused.${found.status}`;
    setText(
      says,
      found.status === 0 || found.status === 403 || found.status === 429 || found.status === 503
        ? t(id)
        : t("train.refused.other"),
    );
    places.replaceChildren(...found.errors.map(({ detail }) => html("li", { lang: "en" }, detail)));
  };
}
