/** A spot that follows the pointer. */

import { set } from "../../../view/base/dom.js";

/** @param {HTMLElement} spot @returns {import("../../../view/base/panel.js").Update<import("../state.js").BoardState>} */
export function mountLaser(spot) {
  const { documentElement: root } = spot.ownerDocument;
  root.addEventListener("pointermove", ({ clientX, clientY }) => {
    spot.style.transform = `translate(${clientX}px, ${clientY}px)`;
    set(spot, { "data-away": null });
  });
  root.addEventListener("pointerleave", () => set(spot, { "data-away": true }));
  return ({ alone }) => set(spot, { hidden: !alone.laser });
}
