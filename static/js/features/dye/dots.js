/** What marks dye besides its hue: rows of dots. */

import { domOf } from "../../view/base/dom.js";

/** @param {HTMLElement} place @param {string} id */
export function dots(place, id) {
  const { svg } = domOf(place);
  const size = { width: 7, height: 7 };
  const ground = svg("rect", { ...size, class: "dots-ground" });
  const dot = svg("circle", { cx: 3.5, cy: 3.5, r: 1.3, class: "dots-dot" });
  return svg("defs", {}, svg("pattern", { id, ...size, patternUnits: "userSpaceOnUse" }, ground, dot));
}
