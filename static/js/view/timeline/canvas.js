/**
 * The timeline's canvas: as wide as its box, however long the run, and repainted where the box is scrolled to.
 *
 * @typedef {import("./picture.js").Picture} Picture
 */

import { domOf, set } from "../base/dom.js";
import { onThemeChange, readLight, readPalette } from "../base/palette.js";
import { onChange } from "../base/panel.js";
import { scrollTo } from "./grid.js";
import { paint } from "./paint.js";

/** The shortest time between two paintings, and how much later the last one comes, in ms: a turning hand changes more often. */
const PAUSE = 90;
const REST = 70;

/** Dots of paper to a pixel. */
const PAPER_RATIO = 3;

/**
 * @param {HTMLElement} scroll the box that scrolls
 * @param {string} label
 */
export function mountCanvas(scroll, label) {
  const { html } = domOf(scroll);
  const canvas = html("canvas", { class: "timeline-canvas", role: "img", "aria-label": label });
  const wide = html("div", { class: "timeline-wide" }, canvas);
  scroll.append(wide);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @type {import("./paint.js").Palette|null} read when it is needed: that makes the browser resolve styles */
  let palette = null;
  /** Measurements are kept: asking the browser again on every frame would force a layout of the page. */
  let room = 0;
  let left = 0;
  /** @type {Picture|null} */
  let picture = null;

  const soon = paced(() => paintNow(devicePixelRatio || 1));

  /** @param {number} ratio */
  function paintNow(ratio) {
    canvas.toggleAttribute("data-late", false);
    if (!picture) return;
    palette ??= readPalette(scroll);
    resize(room, picture.grid.height, ratio);
    paint(pen, picture.grid, picture.content, palette, { left, room, ratio });
  }

  function repaint() {
    canvas.toggleAttribute("data-late", true);
    soon();
  }

  /** @param {number} room @param {number} height @param {number} ratio */
  function resize(room, height, ratio) {
    const size = { width: Math.round(room * ratio), height: Math.round(height * ratio) };
    if (canvas.width === size.width && canvas.height === size.height) return;
    Object.assign(canvas, size);
    Object.assign(canvas.style, { width: `${room}px`, height: `${height}px` });
  }

  const spread = onChange((/** @type {Picture["grid"]} */ grid) => {
    Object.assign(wide.style, { width: `${Math.max(grid.width, room)}px`, height: `${grid.height}px` });
    const isLong = grid.width > room;
    set(scroll, { tabindex: isLong ? 0 : null, "data-long": isLong });
  });

  const follow = onChange((/** @type {number} */ step, /** @type {Picture["grid"]} */ grid) => {
    const wanted = scrollTo(grid, step, left, room);
    if (wanted !== left) scroll.scrollLeft = left = wanted;
  });

  scroll.addEventListener(
    "scroll",
    () => {
      left = scroll.scrollLeft;
      repaint();
    },
    { passive: true },
  );
  onThemeChange(scroll, () => {
    palette = null;
    repaint();
  });

  return {
    canvas,
    /** @param {Picture} next @param {number} width of the box */
    show(next, width) {
      picture = next;
      room = width;
      spread(next.grid);
      follow(next.content.step, next.grid);
      repaint();
    },
    /** Paints for paper, which waits for no frame, is light, and has finer dots than a screen. */
    print() {
      palette = readLight(scroll);
      paintNow(PAPER_RATIO);
      palette = null;
    },
  };
}

/**
 * Returns a function that plans the work for the next frame, but not within PAUSE of the last time: while a valve is being turned,
 * the frames belong to the unit, and the timeline follows a little later. It comes with a change then, that is, once the unit is
 * drawn: a clock of its own would bring it into the very frame of the unit. Only after the last change it comes by the clock.
 *
 * @param {() => void} work
 */
function paced(work) {
  let frame = 0;
  let done = -PAUSE;
  /** @type {ReturnType<typeof setTimeout>|null} */
  let late = null;
  const plan = () => {
    if (late !== null) clearTimeout(late);
    late = null;
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      done = performance.now();
      work();
    });
  };
  return () => {
    const wait = done + PAUSE - performance.now();
    if (wait <= 0) plan();
    else late ??= setTimeout(plan, wait + REST);
  };
}
