/**
 * Gates, candidate, memory and output over the whole run; a click goes to that step, buttons and keys zoom.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { ghostOf } from "../../state/flow.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set } from "../../view/base/dom.js";
import { onThemeChange } from "../../view/base/palette.js";
import { onChange } from "../../view/base/panel.js";
import { laneNumber } from "../../view/base/words.js";
import { chartLayout, chartLines, markPlace } from "./figure.js";
import { needPlotly } from "./plotly.js";
import { showing, wholeRun, zoomed } from "./range.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./figure.js").Colours} Colours
 * @typedef {Awaited<ReturnType<typeof needPlotly>>} Plotly
 * @typedef {import("./range.js").Range} Range
 */

const COLOURS = /** @type {const} */ ([
  "ink",
  "muted",
  "line",
  "card",
  "forget",
  "write",
  "output",
  "reset",
  "candidate",
  "memory",
  "accent",
]);
const CONFIG = Object.freeze({ displayModeBar: false, displaylogo: false, doubleClick: false, showTips: false });
const IN = 0.5;
const OUT = 2;
const KEYS = new Map([
  ["+", IN],
  ["=", IN],
  ["-", OUT],
  ["0", Infinity],
]);

/** @param {Element} element @returns {Colours} */
function readColours(element) {
  const style = getComputedStyle(element);
  const colours = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return /** @type {Colours} */ ({ ...colours, font: style.fontFamily });
}

/** @param {Dom} dom @param {import("../../data/messages.js").Messages["t"]} t @param {(factor: number) => void} zoom */
function zoomButtons({ html }, t, zoom) {
  const factors = Object.entries({ zoom_in: IN, zoom_out: OUT, whole: Infinity });
  const buttons = factors.map(([name, factor]) =>
    html("button", { type: "button", class: "plain", onclick: () => zoom(factor) }, t(`lab.charts.${name}`)),
  );
  return html("div", { class: "charts-tools" }, ...buttons, html("p", { class: "hint" }, t("lab.charts.hint")));
}

/** @param {Dom} dom @param {string} label */
function frameOf({ html }, label) {
  const picture = html("div", { class: "charts", role: "group", tabindex: 0, "aria-label": label });
  const mark = html("div", { class: "chart-mark", "aria-hidden": "true" });
  return { picture, mark, frame: html("div", { class: "charts-frame" }, picture, mark) };
}

/** @param {KeyboardEvent} event @param {(factor: number) => void} zoom */
function zoomByKey(event, zoom) {
  const factor = KEYS.get(event.key);
  if (!factor || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  zoom(factor);
}

/**
 * @param {Plotly} plotly
 * @param {HTMLElement} picture
 * @param {import("../../data/messages.js").Messages} messages
 * @param {() => Range} range
 */
function drawing(plotly, picture, messages, range) {
  const fine = matchMedia("(pointer: fine)").matches;
  return onChange(
    (
      /** @type {import("../../unit/blueprint.js").Blueprint} */ blueprint,
      /** @type {import("../../data/types.js").Trace} */ trace,
      /** @type {ReturnType<typeof ghostOf>} */ ghost,
      /** @type {readonly number[]} */ shown,
      /** @type {number} */ unit,
      /** @type {AppState["preset"]} */ preset,
      /** @type {number} */ width,
      /** @type {Colours} */ colours,
    ) => {
      const names = shown.map((lane) => messages.t("lab.lanes.one", { lanes: laneNumber(messages, preset, lane) }));
      const layout = chartLayout(blueprint, { width, names, range: range(), fine }, messages, colours);
      plotly.react(picture, chartLines(blueprint, { trace, ghost, shown, unit, names }, colours), layout, CONFIG);
    },
  );
}

/** @param {HTMLElement} mark @param {number|null} left null: out of sight */
function moveTo(mark, left) {
  set(mark, { hidden: left === null });
  if (left !== null) mark.style.left = `${left}px`;
}

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools & {library: string}} tools `library`: address of Plotly
 * @returns {Promise<import("../../view/base/panel.js").Update>}
 */
export async function mountCharts(place, { dispatch, messages, library }) {
  const dom = domOf(place);
  const { document } = dom;
  const { t } = messages;
  const plotly = await needPlotly(document, library);
  /** @type {AppState|null} */
  let now = null;
  let width = 0;
  /** @type {Range} */
  let range = wholeRun(1);
  let colours = readColours(place);

  const { picture, mark, frame } = frameOf(dom, t("lab.charts.label"));
  place.append(zoomButtons(dom, t, zoom), frame);
  const chart = await plotly.react(picture, [], { width: 10, height: 10 }, CONFIG);
  chart.on("plotly_click", ({ points }) => dispatch({ type: "seek", step: Math.round(points[0].x) - 1 }));
  chart.on("plotly_doubleclick", () => zoom(Infinity));
  chart.on("plotly_relayout", (change) => {
    if ("xaxis.range[0]" in change) range = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
    placeMark();
  });
  picture.addEventListener("keydown", (event) => zoomByKey(event, zoom));

  /** @param {number} factor */
  function zoom(factor) {
    if (!now?.trace) return;
    const steps = now.trace.h.length;
    look(factor === Infinity ? wholeRun(steps) : zoomed(range, factor, now.step, steps));
  }
  /** @param {Range} next */
  function look(next) {
    range = next;
    plotly.relayout(picture, { "xaxis.range": [...range] });
  }

  const keepRange = onChange((/** @type {number} */ steps) => {
    range = wholeRun(steps);
  });
  const draw = drawing(plotly, picture, messages, () => range);
  const follow = onChange((/** @type {number} */ step, /** @type {number} */ steps) => {
    const next = showing(range, step, steps);
    if (next !== range) look(next);
  });

  function placeMark() {
    const step = now?.step ?? 0;
    moveTo(mark, markPlace(step, { width, range }));
    set(picture, { "data-step": step + 1 });
  }

  function show() {
    if (!now?.trace || !width) return;
    keepRange(now.trace.h.length);
    draw(blueprintOf(now), now.trace, ghostOf(now), now.shown, now.unit, now.preset, width, colours);
    follow(now.step, now.trace.h.length);
    placeMark();
  }

  onThemeChange(place, () => {
    colours = readColours(place);
    show();
  });
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.floor(contentRect.width);
    show();
  }).observe(place);
  return (state) => {
    now = state;
    show();
  };
}
