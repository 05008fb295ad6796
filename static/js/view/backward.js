/** The switch that sends the gradient of the last output back through the pipes, and what it says at this step. */

import { backwardOf } from "../state/backflow.js";
import { html, set, setText } from "./dom.js";
import { needLater } from "./needs.js";
import { plain } from "./numbers.js";

/**
 * @param {HTMLElement} el
 * @param {import("./panel.js").Tools} tools
 * @returns {import("./panel.js").Update}
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
  const beside = html("div", { class: "beside", hidden: true });
  el.append(button, says, beside);
  let isLoading = false;
  /** @type {import("./panel.js").Update|null} */
  let update = null;
  /** @type {import("../state/app_state.js").AppState|null} */
  let now = null;
  async function load() {
    isLoading = true;
    await needLater(document, messages);
    const { mountBeside } = await import("./later/beside.js");
    update = mountBeside(beside, { dispatch, messages });
    if (now) update(now);
  }

  /** @param {number[]} row */
  const norm = (row) => Math.hypot(...row);
  return (state) => {
    now = state;
    isOn = state.backward;
    if (isOn && !isLoading) load();
    update?.(state);
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
