/**
 * Makes drawn parts sliders: drag up or right to open, down or left to shut, and a wheel around its hub; arrow keys, Page, Home,
 * End; Delete releases. The parts share one tab stop. Pressing or dragging one gives it the keys; pressing without moving looks.
 *
 * A drag is one change to undo, however many moves it has. There is one tab stop per valve, because 27 stops would be in the way
 * of anyone who merely wants to pass.
 *
 * @typedef {object} Part
 * @property {SVGElement} element
 * @property {string} label
 * @property {() => number} read
 * @property {(value: number) => void} turn
 * @property {() => void} release
 * @property {() => void} look
 * @property {boolean} [isWheel] turned around its middle, clockwise to open
 */

import { set } from "../base/dom.js";
import { angleBetween, SWEEP } from "./wheel.js";

const TRAVEL = 150;
const SLACK = 0.02;
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowUp: 0.05,
  ArrowDown: -0.05,
  PageUp: 0.25,
  PageDown: -0.25,
});

/**
 * The moves of a drag: as they come, if the browser reports them; otherwise once per frame, with up to a frame of delay.
 *
 * @param {SVGElement} element
 */
const movesOf = (element) => ("onpointerrawupdate" in element ? "pointerrawupdate" : "pointermove");

/** @param {number} value to a hundredth, within the valve's travel */
const settle = (value) => Math.round(Math.max(0, Math.min(1, value)) * 100) / 100;

/** @param {SVGElement} group @param {Part[]} parts */
export function makeTurnable(group, parts) {
  parts.forEach(({ element, label }, index) => {
    set(element, {
      role: "slider",
      tabindex: index ? -1 : 0,
      "aria-label": label,
      "aria-orientation": "vertical",
      "aria-valuemin": 0,
      "aria-valuemax": 1,
    });
    element.addEventListener("mousedown", (event) => event.preventDefault());
    // Browsers respect touch-action on some drawn shapes only: this keeps a finger on the valve from scrolling the page.
    element.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    element.addEventListener("pointerdown", (event) => drag(parts[index], /** @type {PointerEvent} */ (event)));
  });
  group.addEventListener("keydown", (event) => {
    const index = parts.findIndex(({ element }) => element === event.target);
    const chord = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (index >= 0 && !chord && press(event.key, index)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  /** @param {string} key @param {number} index @returns {boolean} the key was ours */
  function press(key, index) {
    const part = parts[index];
    if (key in STEPS) part.turn(settle(part.read() + STEPS[key]));
    else if (key === "Home") part.turn(0);
    else if (key === "End") part.turn(1);
    else if (key === "Delete" || key === "Backspace") part.release();
    else if (key === "Enter" || key === " ") part.look();
    else if (key === "ArrowRight" || key === "ArrowLeft") focus(index + (key === "ArrowRight" ? 1 : -1));
    else return false;
    return true;
  }

  /** @param {number} index */
  function focus(index) {
    const next = Math.max(0, Math.min(parts.length - 1, index));
    for (const [other, { element }] of parts.entries()) set(element, { tabindex: other === next ? 0 : -1 });
    parts[next].element.focus();
  }
}

/** @param {Part} part @param {PointerEvent} down */
function drag(part, down) {
  if (down.button !== 0) return;
  const { element } = part;
  const start = part.read();
  const share = part.isWheel ? turns(element, down, start) : slide(down);
  const moves = movesOf(element);
  let moved = false;
  element.setPointerCapture(down.pointerId);

  /** @param {Event} event */
  function move(event) {
    const by = share(/** @type {PointerEvent} */ (event));
    moved ||= Math.abs(by) > SLACK;
    if (moved) part.turn(settle(start + by));
  }
  /** @param {PointerEvent} event */
  function end(event) {
    element.removeEventListener(moves, move);
    element.removeEventListener("pointerup", end);
    element.removeEventListener("pointercancel", end);
    if (event.type !== "pointerup") return;
    element.focus({ preventScroll: true });
    if (!moved) part.look();
  }
  element.addEventListener(moves, move);
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);
}

/** By which share of the travel a drag has come, up or right. @param {PointerEvent} down @returns {(event: PointerEvent) => number} */
const slide =
  (down) =>
  ({ clientX, clientY }) =>
    (clientX - down.clientX - (clientY - down.clientY)) / TRAVEL;

/** All places of a move: a fast hand may come half around between two events. @param {PointerEvent} event */
function placesOf(event) {
  const places = event.getCoalescedEvents?.() ?? [];
  return places.length ? places : [event];
}

/**
 * By which share a wheel has been turned; it stops where the valve is shut or open, so that the way back turns it at once.
 *
 * @param {SVGElement} element
 * @param {PointerEvent} down
 * @param {number} start
 * @returns {(event: PointerEvent) => number}
 */
function turns(element, down, start) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const hub = { x: left + width / 2, y: top + height / 2 };
  let [last, share] = [down, 0];
  return (event) => {
    for (const place of placesOf(event)) {
      const angle = angleBetween(hub, last, place) ?? 0;
      last = place;
      share = Math.max(-start, Math.min(1 - start, share + angle / SWEEP));
    }
    return share;
  };
}
