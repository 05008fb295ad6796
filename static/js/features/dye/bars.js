/** One number for each step as a bar, that of the dyed step marked; a press on a bar dyes its step. */

import { domOf, set } from "../../view/base/dom.js";

/** How much of a step's width its bar takes. */
const WIDE = 0.8;

/**
 * @param {HTMLElement} place
 * @param {(step: number) => void} pick
 */
export function mountBars(place, pick) {
  const { svg } = domOf(place);
  const bars = svg("g");
  const zero = svg("line", { class: "zero", x1: 0 });
  const drawing = svg("svg", { class: "bars", preserveAspectRatio: "none", role: "img" }, bars, zero);
  place.append(drawing);
  let steps = 0;
  drawing.addEventListener("click", ({ clientX }) => {
    const { left, width } = drawing.getBoundingClientRect();
    if (steps) pick(Math.max(0, Math.min(steps - 1, Math.floor(((clientX - left) / width) * steps))));
  });

  /**
   * @param {readonly (number|null)[]} values by step
   * @param {import("./methods.js").Range} range what the height shows
   * @param {number} dyed
   * @param {string} label
   */
  return (values, { low, high }, dyed, label) => {
    steps = values.length;
    set(drawing, { viewBox: `0 0 ${Math.max(1, steps)} 1`, "aria-label": label });
    const y = (/** @type {number} */ value) => (high - value) / (high - low);
    set(zero, { x2: Math.max(1, steps), y1: y(0), y2: y(0) });
    bars.replaceChildren(
      ...values.flatMap((value, step) => {
        if (value === null) return [];
        const height = Math.abs(y(value) - y(0));
        const box = { x: step + (1 - WIDE) / 2, y: y(Math.max(0, value)), width: WIDE, height };
        const shade = step === dyed ? "dyed" : value > 0 ? "plus" : "minus";
        return [svg("rect", { class: shade, ...box, "data-step": step, "data-value": value })];
      }),
    );
  };
}
