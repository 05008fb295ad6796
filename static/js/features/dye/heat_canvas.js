/** The picture of the heat map: one pixel for each part, the dyed step framed, the lanes marked below. */

import { START } from "../../data/dye.js";
import { domOf, set } from "../../view/base/dom.js";
import { onThemeChange, readPalette } from "../../view/base/palette.js";
import { fullPart } from "./parts_map.js";
import { staggered } from "./staggered.js";

/** How wide the number of a lane may be, in pixels. */
const ROOM = 32;

/**
 * @typedef {import("./parts_map.js").Part} Part
 * @typedef {{rows: number[][], units: number[]}} PartsMap its rows, and its units from left to right
 */

/**
 * @param {HTMLElement} place
 * @param {{point: (part: Part|null) => void, pick: (part: Part) => void}} then
 */
export function mountHeatCanvas(place, { point, pick }) {
  const { html } = domOf(place);
  /** @type {PartsMap|null} */
  let map = null;
  const canvas = html("canvas", { role: "img" });
  const mark = html("div", { class: "heat-dyed", hidden: true });
  const ticks = html("div", { class: "heat-lanes" });
  place.append(html("div", { class: "heat-box" }, canvas, mark), ticks);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  onThemeChange(place, paint);

  /** @param {MouseEvent} event @returns {Part|null} */
  function under({ clientX, clientY }) {
    if (!map) return null;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const unit = map.units[Math.floor(((clientX - left) / width) * map.units.length)];
    const row = Math.floor(((clientY - top) / height) * map.rows.length);
    const value = map.rows[row]?.[unit];
    return value === undefined ? null : { unit, source: row + START, value };
  }

  canvas.addEventListener("pointermove", (event) => point(under(event)));
  canvas.addEventListener("pointerleave", () => point(null));
  canvas.addEventListener("click", (event) => {
    const part = under(event);
    if (part) pick(part);
  });

  /** The hue of a pixel is the sign of its part, its depth the amount. */
  function paint() {
    if (!map) return;
    const { rows, units } = map;
    const { positive, negative } = readPalette(place);
    const full = fullPart(rows);
    Object.assign(canvas, { width: units.length, height: rows.length });
    for (const [row, parts] of rows.entries())
      for (const [column, unit] of units.entries()) {
        pen.globalAlpha = Math.abs(parts[unit]) / full;
        pen.fillStyle = parts[unit] > 0 ? positive : negative;
        if (parts[unit]) pen.fillRect(column, row, 1, 1);
      }
  }

  return {
    /** @param {PartsMap} next @param {string} label */
    draw(next, label) {
      map = next;
      set(canvas, { "aria-label": label });
      paint();
    },
    /** @param {number|null} dyed a step on the map @param {string} name of that step @param {readonly number[]} lanes */
    mark(dyed, name, lanes) {
      if (!map) return;
      const { rows, units } = map;
      set(mark, { hidden: dyed === null, "data-name": name });
      if (dyed !== null)
        Object.assign(mark.style, { top: percent(dyed - START, rows.length), height: percent(1, rows.length) });
      const places = lanes.map((unit) => units.indexOf(unit) + 0.5);
      const deep = staggered(places, (ROOM * units.length) / (canvas.clientWidth || 1));
      ticks.style.setProperty("--rows", String(Math.max(...deep) + 1));
      ticks.replaceChildren(
        ...lanes.map((unit, at) => {
          const tick = html("span", {}, String(unit + 1));
          tick.style.left = percent(places[at], units.length);
          tick.style.setProperty("--row", String(deep[at]));
          return tick;
        }),
      );
    },
  };
}

/** @param {number} part @param {number} whole */
const percent = (part, whole) => `${(100 * part) / whole}%`;
