/** The pointer on the timeline: a click, tap or drag goes to a step, and to a lane if it hits one. */

import { hit } from "./grid.js";

/**
 * @typedef {ReturnType<typeof hit>} Hit
 * @typedef {import("./grid.js").Grid} Grid
 */

/**
 * A mouse or pen seeks as soon as it is pressed; a finger might be about to scroll, so it seeks only when it moves or lifts.
 *
 * @param {HTMLElement} canvas
 * @param {{grid: () => Grid|null, left: () => number, seek: (hit: Hit) => void, hover: (hit: Hit|null, event: PointerEvent) => void}} tools
 */
export function listenToPointer(canvas, { grid, left, seek, hover }) {
  let pressed = -1;

  /** @param {PointerEvent} event @returns {Hit|null} */
  function under(event) {
    const box = canvas.getBoundingClientRect();
    const drawn = grid();
    return drawn && hit(drawn, event.clientX - box.left + left(), event.clientY - box.top);
  }

  /** @param {PointerEvent} event */
  function go(event) {
    const found = under(event);
    if (found) seek(found);
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pressed = event.pointerId;
    canvas.setPointerCapture(pressed);
    if (event.pointerType !== "touch") go(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId === pressed) go(event);
    hover(under(event), event);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (event.pointerId === pressed && event.pointerType === "touch") go(event);
    pressed = -1;
  });
  canvas.addEventListener("pointercancel", () => {
    pressed = -1;
  });
  canvas.addEventListener("pointerleave", (event) => hover(null, event));
}
