/** The shape of the picture: its way from one view to another, and what of the unit is drawn. */

import { mountBuild } from "../../view/stage/build.js";
import { mountMorph } from "../../view/stage/morph.js";

export { mountMorph };

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mount(el, tools) {
  const updates = [mountMorph(el, tools), mountBuild(el, tools)];
  return (state) => {
    for (const update of updates) update(state);
  };
}
