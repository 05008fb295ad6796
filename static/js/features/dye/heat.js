/**
 * The heat map of a large layer: which unit's memory came in when. A press on a part dyes its step and gives its unit a lane; the
 * largest parts are also buttons.
 */

import { START, sampleAt } from "../../data/dye.js";
import { asking } from "../../state/asking.js";
import { MOST_LANES } from "../../state/choices.js";
import { isNarrow, lanesOf } from "../../state/lanes.js";
import { question } from "../../state/question.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { plain, withSign } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";
import { mountHeatCanvas } from "./heat_canvas.js";
import { fullPart, largestParts, rowsUntil, unitsBy } from "./parts_map.js";

/**
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("../../data/dye.js").Sample} Sample
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

  const says = html("p", { class: "hint", role: "status" });
  const byAge = html("input", { type: "checkbox", onchange: () => now && update(now) });
  const tip = html("p", { class: "hint heat-tip", "aria-hidden": "true" });
  const list = html("ul", { class: "heat-parts", "aria-label": t("dye.heat.largest") });
  const sort = html("label", { class: "heat-sort" }, byAge, t("dye.heat.by_age"));
  const picture = html("div");
  place.append(html("h3", {}, t("dye.heat.heading")), says, sort, picture, tip, list);
  const canvas = mountHeatCanvas(picture, {
    point: (part) => setText(tip, part ? inWords(part) : t("dye.heat.tip")),
    pick: take,
  });
  const ask = asking(
    (/** @type {Found} */ answer) => {
      found = answer;
      if (now) update(now);
    },
    ({ errors, detail, title }) => setText(says, errors[0]?.detail || detail || title),
  );

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

  const draw = onChange((/** @type {Sample} */ sample, /** @type {number} */ step, /** @type {boolean} */ isByAge) => {
    const rows = rowsUntil(sample, step);
    const units = unitsBy(sample, isByAge ? "age" : "number");
    const place = { units: units.length, step: step + 1, full: plain(fullPart(rows), 3) };
    setText(says, t("dye.heat.says", place));
    canvas.draw({ rows, units }, t("dye.heat.label", place));
    setText(tip, t("dye.heat.tip"));
    list.replaceChildren(
      ...largestParts(rows, NAMED).map((part) =>
        html("li", {}, html("button", { type: "button", class: "plain", onclick: () => take(part) }, inWords(part))),
      ),
    );
  });

  /** @param {State} state */
  function update(state) {
    now = state;
    const { trace, step, waiting, playing, preset, dye, shown } = state;
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
    const marked = dye !== null && dye <= step ? dye : null;
    canvas.mark(marked, t("dye.layer", { step: Number(marked) + 1 }), shown);
  }
  return update;
}
