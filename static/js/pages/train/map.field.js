/**
 * The field of the learning map: its picture, the row of the checkpoint in sight, and its keys and pointer.
 *
 * @typedef {import("./looking.state.js").LearningMap} LearningMap
 * @typedef {{map: LearningMap, shown: number, rows: number, role: string}} Picture `shown`: how many rows are told; `rows`: at the end
 */

import { domOf, set } from "../../view/base/dom.js";
import { onThemeChange } from "../../view/base/palette.js";
import { onChange } from "../../view/base/panel.js";
import { cellAt, colourOf, fullOf, pixelsOf } from "./map.geometry.js";

/** Keys on the map: how far they go in the sequence and in the learning. @type {Readonly<Record<string, readonly [number, number]>>} */
const KEYS = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
/** Where less than this share of the map is empty, there is no room to say why. */
const ROOM = 0.15;

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 */
export function mountField(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const canvas = html("canvas", { width: 1, height: 1, role: "img", "aria-label": t("train.map.picture") });
  const rest = html("span", { class: "map-rest" }, t("train.map.rest"));
  const row = html("span", { class: "map-row" });
  const field = html(
    "div",
    {
      class: "map-field",
      tabindex: 0,
      role: "group",
      "aria-label": t("train.map.heading"),
      "aria-description": t("train.map.keys"),
    },
    canvas,
    rest,
    row,
  );
  /** @type {Picture|null} */
  let drawn = null;
  const paint = onChange(
    (
      /** @type {LearningMap} */ map,
      /** @type {number} */ shown,
      /** @type {number} */ rows,
      /** @type {string} */ role,
    ) => draw({ map, shown, rows, role }),
  );

  /** @param {Picture} picture */
  function draw(picture) {
    drawn = picture;
    const { map, shown, rows, role } = picture;
    const values = map.values.slice(0, shown);
    const style = getComputedStyle(el);
    const ink = (/** @type {string} */ name) => colourOf(style.getPropertyValue(`--${name}`).trim());
    const colour = ink(role === "memory" || role === "candidate" ? "positive" : role);
    const pixels = pixelsOf(values, rows, { colour, negative: ink("negative"), full: fullOf(values) });
    const width = map.values[0].length;
    Object.assign(canvas, { width, height: rows });
    canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, rows), 0, 0);
    rest.style.top = `${(100 * shown) / rows}%`;
    set(rest, { hidden: shown > rows * (1 - ROOM) });
  }

  onThemeChange(el, () => drawn && draw(drawn));
  field.addEventListener("keydown", (event) => {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    const by = isHeld ? undefined : KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    dispatch(by[0] ? { type: "move step", by: by[0] } : { type: "look by", by: by[1] });
  });
  listenToPointer(field, (event) => {
    if (!drawn) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    const { step, n } = cellAt(x, y, drawn.map.values[0].length, drawn.rows);
    dispatch({ type: "seek", step });
    dispatch({ type: "look", n });
  });

  return {
    element: field,
    /** @param {Picture} picture */
    paint: ({ map, shown, rows, role }) => paint(map, shown, rows, role),
    /** @param {number} n @param {number} rows */
    look: (n, rows) => {
      row.style.top = `${(100 * (n + 0.5)) / rows}%`;
    },
  };
}

/** A mouse leads as soon as it is pressed; a finger might be about to scroll, so it leads only when it moves or lifts. @param {HTMLElement} element @param {(event: PointerEvent) => void} go */
function listenToPointer(element, go) {
  let pressed = -1;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pressed = event.pointerId;
    element.setPointerCapture(pressed);
    if (event.pointerType !== "touch") go(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (event.pointerId === pressed) go(event);
  });
  element.addEventListener("pointerup", (event) => {
    if (event.pointerId === pressed && event.pointerType === "touch") go(event);
    pressed = -1;
  });
  element.addEventListener("pointercancel", () => {
    pressed = -1;
  });
}
