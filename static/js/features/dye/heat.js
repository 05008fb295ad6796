/**
 * The heat map of a large layer: which unit's memory came in when. A press on a part dyes its step and gives its unit a lane; the
 * largest parts are also buttons.
 */

import { MOST_LANES } from "../../state/app_state.js";
import { isNarrow, lanesOf } from "../../state/lanes.js";
import { question } from "../../state/question.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { plain, withSign } from "../../view/base/numbers.js";
import { onThemeChange, readPalette } from "../../view/base/palette.js";
import { onChange } from "../../view/base/panel.js";
import { asking } from "./asking.js";
import { sampleAt } from "./dye.wire.js";
import { START } from "./layers.js";
import { fullPart, largestParts, rowsUntil, unitsBy } from "./parts_map.js";

/**
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("./dye.wire.js").Sample} Sample
 * @typedef {import("./parts_map.js").Part} Part
 * @typedef {{key: string, sample: Sample}} Found
 */

/** More numbers than these are not asked for at once. */
const MOST = 400_000;
/** How many of the largest parts are named. */
const NAMED = 6;

/**
 * @param {HTMLElement} place
 * @param {import("./sources.js").SourceTools} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountHeat(place, { dispatch, messages: { t }, outside, requestOf }) {
  const { html } = domOf(place);
  /** @type {State|null} */
  let now = null;
  /** @type {Found|null} */
  let found = null;
  /** @type {{rows: number[][], units: number[]}|null} what is drawn */
  let map = null;

  const says = html("p", { class: "hint", role: "status" });
  const byAge = html("input", { type: "checkbox", onchange: () => now && update(now) });
  const canvas = html("canvas", { role: "img" });
  const mark = html("div", { class: "heat-dyed", hidden: true });
  const ticks = html("div", { class: "heat-lanes" });
  const tip = html("p", { class: "hint heat-tip", "aria-hidden": "true" });
  const list = html("ul", { class: "heat-parts", "aria-label": t("dye.heat.largest") });
  const box = html("div", { class: "heat-box" }, canvas, mark);
  const sort = html("label", { class: "heat-sort" }, byAge, t("dye.heat.by_age"));
  place.append(html("h3", {}, t("dye.heat.heading")), says, sort, box, ticks, tip, list);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  onThemeChange(place.ownerDocument, () => map && paint(map));

  const ask = asking(
    (/** @type {Found} */ answer) => {
      found = answer;
      if (now) update(now);
    },
    ({ errors, detail, title }) => setText(says, errors[0]?.detail || detail || title),
  );

  /** @param {MouseEvent} event @returns {Part|null} */
  function under({ clientX, clientY }) {
    if (!map) return null;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const column = Math.floor(((clientX - left) / width) * map.units.length);
    const row = Math.floor(((clientY - top) / height) * map.rows.length);
    const unit = map.units[column];
    const value = map.rows[row]?.[unit];
    return value === undefined ? null : { unit, source: row + START, value };
  }

  /** @param {Part} part */
  const inWords = ({ unit, source, value }) =>
    source === START
      ? t("dye.heat.start", { unit: unit + 1, value: withSign(value) })
      : t("dye.heat.part", { unit: unit + 1, value: withSign(value), step: source + 1 });

  /** @param {Part} part */
  function take({ unit, source }) {
    const lanes = now ? lanesOf(now) : [];
    if (!lanes.includes(unit)) dispatch({ type: "show units", units: [...lanes.slice(1 - MOST_LANES), unit] });
    dispatch({ type: "look at unit", unit });
    if (source !== START) dispatch({ type: "dye", step: source });
  }

  canvas.addEventListener("click", (event) => {
    const part = under(event);
    if (part) take(part);
  });
  canvas.addEventListener("pointermove", (event) => {
    const part = under(event);
    setText(tip, part ? inWords(part) : t("dye.heat.tip"));
  });
  canvas.addEventListener("pointerleave", () => setText(tip, t("dye.heat.tip")));

  /** One pixel is one part; its hue is the sign, its depth the amount. @param {NonNullable<typeof map>} map */
  function paint({ rows, units }) {
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

  const draw = onChange((/** @type {Sample} */ sample, /** @type {number} */ step, /** @type {boolean} */ isByAge) => {
    const rows = rowsUntil(sample, step);
    map = { rows, units: unitsBy(sample, isByAge ? "age" : "number") };
    paint(map);
    const place = { units: map.units.length, step: step + 1, full: plain(fullPart(rows), 3) };
    setText(says, t("dye.heat.says", place));
    set(canvas, { "aria-label": t("dye.heat.label", place) });
    setText(tip, t("dye.heat.tip"));
    list.replaceChildren(
      ...largestParts(rows, NAMED).map((part) =>
        html("li", {}, html("button", { type: "button", class: "plain", onclick: () => take(part) }, inWords(part))),
      ),
    );
  });

  /** Where the dyed step and the lanes are on the map. @param {State} state @param {NonNullable<typeof map>} map */
  function point({ dye, step, shown }, { rows, units }) {
    const isThere = dye !== null && dye <= step;
    set(mark, { hidden: !isThere });
    const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(100 * part) / whole}%`;
    const line = { top: percent(Number(dye) - START, rows.length), height: percent(1, rows.length) };
    if (isThere) Object.assign(mark.style, line);
    ticks.replaceChildren(
      ...shown.map((unit) => {
        const tick = html("span", {}, String(unit + 1));
        tick.style.left = percent(units.indexOf(unit) + 0.5, units.length);
        return tick;
      }),
    );
  }

  /** @param {State} state */
  function update(state) {
    now = state;
    const { trace, step, waiting, playing, preset } = state;
    const isLarge = trace !== null && isNarrow(state);
    set(place, { hidden: !isLarge });
    if (!trace || !isLarge) return;
    if (trace.h.length * Number(preset?.units) > MOST) return setText(says, t("dye.heat.large", { most: MOST }));
    const next = question(state);
    if (!next) return;
    const whole = { ...next, units: undefined }; // whichever lanes are shown, all units are on the map
    const key = `${step} ${JSON.stringify(whole)}`;
    const askNow = async () => ({ key, sample: await sampleAt(outside.fetch, requestOf, whole, step) });
    if (!waiting && !playing) ask(preset ?? trace, key, askNow);
    if (found?.key !== key) return;
    draw(found.sample, step, byAge.checked);
    if (map) point(state, map);
  }
  return update;
}
