/** The switch that sends the gradient of an output back through the pipes, and what it says at this step. */

import { backwardOf } from "../../state/gradient.js";
import { html, set, setText } from "../../view/base/dom.js";
import { needLater } from "../../view/base/needs.js";
import { plain } from "../../view/base/numbers.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountBackward(el, { dispatch, messages }) {
  const { t } = messages;
  let isOn = false;
  const button = html(
    "button",
    { type: "button", class: "light role-memory", onclick: () => dispatch({ type: "backward", on: !isOn }) },
    t("lab.backward.switch"),
  );
  const says = html("span", { class: "backward-says" });
  const choice = html("div", { class: "output-choice", hidden: true });
  const beside = html("div", { class: "beside", hidden: true });
  el.append(button, choice, says, beside);
  let isLoading = false;
  /** @type {import("../../view/base/panel.js").Update[]} */
  let updates = [];
  /** @type {import("../../state/app_state.js").AppState|null} */
  let now = null;
  async function load() {
    isLoading = true;
    await needLater(document, messages);
    const [{ mountBeside }, { mountOutputChoice }] = await Promise.all([
      import("./beside.js"),
      import("./output_choice.js"),
    ]);
    const tools = { dispatch, messages };
    updates = [mountOutputChoice(choice, tools), mountBeside(beside, tools)];
    for (const update of updates) if (now) update(now);
  }

  /** @param {number[]} row */
  const norm = (row) => Math.hypot(...row);
  return (state) => {
    now = state;
    isOn = state.backward;
    if (isOn && !isLoading) load();
    for (const update of updates) update(state);
    set(button, { "aria-pressed": String(isOn) });
    const gradients = backwardOf(state);
    const { step } = state;
    setText(
      says,
      gradients
        ? t("lab.backward.says", { dC: plain(norm(gradients.dC[step]), 3), dh: plain(norm(gradients.dh[step]), 3) })
        : "",
    );
  };
}
