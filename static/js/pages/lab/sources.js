/** The card that says where a memory came from is open or closed in the state too, so that a key and an address can open it. */

import { onChange } from "../../view/base/panel.js";
import { reveal } from "../../view/base/reveal.js";

/**
 * @param {HTMLDetailsElement} card
 * @param {import("../../view/base/panel.js").Tools<import("../../features/dye/dye.state.js").DyeAction>} tools
 * @returns {import("../../view/base/panel.js").Update<import("../../features/dye/dye.state.js").State>}
 */
export function followSources(card, { dispatch }) {
  let isFirst = true;
  card.addEventListener("toggle", () => dispatch({ type: "sources", on: card.open }));
  const follow = onChange((/** @type {boolean} */ on) => {
    const byKey = on && !card.open && !isFirst;
    card.open = on;
    isFirst = false;
    if (!byKey) return;
    reveal(card);
    card.querySelector("summary")?.focus({ preventScroll: true });
  });
  return ({ sources }) => follow(sources);
}
