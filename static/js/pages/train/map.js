/**
 * The learning map: a field of one lane at every step of the example, across, and at every checkpoint, down; above it what goes in,
 * below it the answers. A point on it is a moment in both times.
 *
 * @typedef {import("./state.js").TrainState} State
 * @typedef {import("../../view/strip/bands.js").Strip} Strip
 */

import { domOf, set } from "../../view/base/dom.js";
import { plain } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";
import { stripOf } from "../../view/strip/bands.js";
import { plot } from "../../view/strip/plots.js";
import { stepInWords } from "../../view/strip/words.js";
import { fieldInSight, laneOf, mapInSight, runInSight, shownOf } from "./looking.state.js";
import { mountField } from "./map.field.js";
import { namedRows } from "./map.geometry.js";
import { mountMapHead } from "./map.head.js";
import { fieldName } from "./names.js";
import { rowsOf } from "./plan.state.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountMap(el, tools) {
  const { html } = domOf(el);
  const { t } = tools.messages;
  const headRow = html("div", { class: "map-head" });
  const head = mountMapHead(headRow, tools);
  const field = mountField(el, tools);
  const axis = html("div", { class: "map-axis", "aria-hidden": "true" });
  const bands = mountBands(el, tools);
  const name = (/** @type {string} */ text) => html("span", { class: "map-name", "aria-hidden": "true" }, text);
  el.append(
    headRow,
    html(
      "div",
      { class: "map-grid" },
      name(t("train.map.input")),
      bands.above,
      axis,
      field.element,
      name(t("train.map.answer")),
      bands.below,
      bands.column,
      bands.cursor,
    ),
  );
  const drawAxis = onChange((/** @type {number} */ rows, /** @type {number} */ chunk, /** @type {number} */ steps) => {
    const labels = namedRows(rows).map((n) => {
      const label = html("span", {}, String(Math.min(n * chunk, steps)));
      label.style.top = `${(100 * (n + 0.5)) / rows}%`;
      return label;
    });
    axis.replaceChildren(html("b", {}, t("train.map.learning_step")), ...labels);
  });

  return (state) => {
    const run = runInSight(state);
    if (!run) return;
    const { plan } = run;
    const seen = fieldInSight(plan.unit, state.field);
    const lane = laneOf(state, plan.units);
    const rows = rowsOf(plan);
    head.choose(plan.unit, plan.units, seen.field, lane);
    drawAxis(rows, plan.chunk, plan.steps);
    const map = mapInSight(state);
    const shown = Math.min(state.told + 1, map?.values.length ?? 0);
    if (map && shown) field.paint({ map, shown, rows, role: seen.role });
    const point = shownOf(state);
    field.look(point?.n ?? 0, rows);
    const said = bands.show(state);
    if (!said) return;
    const value = state.trace?.[seen.field]?.[state.step]?.[lane];
    const of = t("train.map.value", { field: fieldName(tools.messages, plan.unit, seen), lane: lane + 1 });
    const all = value === undefined ? said : [{ role: "field", name: of, value: plain(value) }, ...said];
    head.say(all);
    const moment = t("train.map.at", { step: state.step + 1, learnt: point?.step ?? 0 });
    const spoken = [moment, ...all.map((part) => `${part.name} ${part.value}`.trim())].join(", ");
    set(bands.cursor, { "aria-valuetext": spoken });
  };
}

/**
 * What goes in and what is answered, over all steps, and the present step as a column to drag.
 *
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 */
function mountBands(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t, pick } = messages;
  const above = html("div", { class: "map-band above" });
  const below = html("div", { class: "map-band below" });
  const column = html("span", { class: "map-column" });
  const cursor = html("input", {
    type: "range",
    class: "map-cursor",
    min: 1,
    max: 1,
    "aria-label": t("train.map.step"),
  });
  cursor.addEventListener("input", () => dispatch({ type: "seek", step: Number(cursor.value) - 1 }));
  /** @type {Strip|null} */
  let strip = null;
  const draw = onChange((/** @type {Strip} */ { steps, input, answer }) => {
    above.replaceChildren(plot(dom, input, steps, "input", pick));
    below.replaceChildren(...(answer ? [plot(dom, answer, steps, "answer", pick)] : []));
    set(cursor, { max: steps });
    cursor.style.setProperty("--step", `${100 / steps}%`);
    column.style.setProperty("--width", String(1 / steps));
  });
  /** @type {readonly unknown[]} */
  let facts = [];

  return {
    above,
    below,
    column,
    cursor,
    /** @param {State} state @returns {import("../../view/strip/words.js").Said[]|null} what stands at the present step */
    show(state) {
      const now = [state.trace, state.untouched, state.preset, state.pins];
      if (state.trace && now.some((fact, at) => fact !== facts[at])) strip = stripOf(state);
      facts = now;
      if (!strip) return null;
      draw(strip);
      const step = Math.min(state.step, strip.steps - 1);
      cursor.value = String(step + 1);
      column.style.setProperty("--start", String(step / strip.steps));
      return stepInWords(messages, strip, step);
    },
  };
}
