/**
 * Where the memory of a lane comes from: a core sample of it at the present step, its sediment over the whole run, and how old
 * the memory of each lane is. A layer that is pointed at or has the focus is marked as dyed; pressed, its step is dyed.
 */

import { question, stepLabel } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { plain } from "../../view/base/numbers.js";
import { latest } from "../../view/base/panel.js";
import { mountAges } from "./ages.js";
import { asking } from "./asking.js";
import { mountCore } from "./core.js";
import { rowsOf, sampleAt } from "./dye.wire.js";
import { pileOf, START } from "./layers.js";
import { mountPointed } from "./pointed.js";
import { amountInWords, mainParts } from "./says.js";
import { mountSediment } from "./sediment.js";

/**
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("./layers.js").Layer} Layer
 * @typedef {{run: object, step: number, sample: import("./dye.wire.js").Sample}} Core
 * @typedef {{run: object, unit: number, rows: import("./dye.wire.js").Rows}} Lane
 * @typedef {import("../../view/base/panel.js").OutsideTools<import("./dye.state.js").DyeAction|import("../../state/reducer.js").Action>
 *   & {requestOf: import("./dye.wire.js").RequestOf}} SourceTools
 */

/** The most steps of which there is a sediment: the numbers grow with their square. */
const MOST_STEPS = 1000;
const NARROWEST = 240;

/** @param {HTMLElement} place @param {SourceTools} tools @returns {import("../../view/base/panel.js").Update<State>} */
export function mountSources(place, tools) {
  const { dispatch, messages, outside, requestOf } = tools;
  const { html } = domOf(place);
  const { t, language } = messages;
  /** @type {State|null} */
  let now = null;
  /** @type {Core|null} */
  let core = null;
  /** @type {Lane|null} */
  let lane = null;
  /** @type {Layer|null} */
  let pointed = null;

  const fault = html("p", { class: "hint", role: "status" });
  const headings = [html("h3", {}, t("dye.core")), html("h3")];
  const says = html("p", { class: "core-says" });
  const amounts = html("p", { class: "hint" });
  const long = html("p", { class: "hint" });
  const coreBox = html("div", { class: "core-box" });
  const pileBox = html("div", { class: "sediment-box" });
  const body = html("div", { class: "sources" }, headings[0], says, coreBox, amounts);
  place.append(fault, body);
  const layerTools = { point, pick, name: nameOf };
  const drawCore = mountCore(coreBox, { ...layerTools, number: numberOf });
  const drawPile = mountSediment(pileBox, { ...layerTools, title: titleOf });
  body.append(headings[1], pileBox, long);
  const tellPointed = mountPointed(body, tools);
  const tellAges = mountAges(body, tools);

  /** @param {import("../../data/types.js").Problem} problem */
  const fail = (problem) => setText(fault, problem.errors[0]?.detail || problem.detail || problem.title);
  const askCore = asking((/** @type {Core} */ answer) => {
    core = answer;
    if (now) show(now);
  }, fail);
  const askLane = asking((/** @type {Lane} */ answer) => {
    lane = answer;
    if (now) show(now);
  }, fail);

  /** @param {number} source */
  const label = (source) => (now && source !== START ? stepLabel(now, language, source) : "");
  /** @param {Layer} layer */
  function titleOf({ sources }) {
    const [source] = sources;
    if (sources.length > 1) return t("dye.layer.joined", { count: sources.length });
    if (source === START) return t("dye.layer.start");
    return label(source)
      ? t("dye.layer.named", { step: source + 1, name: label(source) })
      : t("dye.layer", { step: source + 1 });
  }
  /** @param {Layer} layer */
  function nameOf(layer) {
    const last = layer.values[layer.values.length - 1];
    return t("dye.layer.value", { layer: titleOf(layer), value: plain(last, 3) });
  }
  /** @param {Layer} layer */
  function numberOf({ sources }) {
    if (sources.length > 1) return "…";
    return sources[0] === START ? t("dye.layer.begin") : String(sources[0] + 1);
  }

  /** @param {Layer|null} layer */
  function point(layer) {
    if (layer === pointed) return;
    pointed = layer;
    if (now) mark(now);
  }
  /** @param {Layer} layer */
  function pick({ sources }) {
    if (sources.length === 1 && sources[0] !== START) dispatch({ type: "dye", step: sources[0] });
  }
  /** @param {State} state */
  function mark(state) {
    const alone = pointed?.sources.length === 1 ? pointed.sources[0] : null;
    const source = alone ?? state.dye;
    drawCore.mark(source);
    drawPile.mark(source);
    const isNow = core?.run === state.trace && core?.step === state.step;
    tellPointed(state, isNow ? (core?.sample ?? null) : null, pointed?.sources ?? (source === null ? null : [source]));
  }

  /** @param {State} state */
  function askFor(state) {
    const { trace, step, unit, waiting } = state;
    const asked = trace && !waiting ? question(state) : null;
    if (!asked || !trace) return;
    const key = JSON.stringify(asked);
    const { fetch: send } = outside;
    askCore(trace, `${step} ${key}`, async () => ({
      run: trace,
      step,
      sample: await sampleAt(send, requestOf, asked, step),
    }));
    if (trace.h.length > MOST_STEPS) return;
    askLane(trace, `${unit} ${key}`, async () => ({
      run: trace,
      unit,
      rows: await rowsOf(send, requestOf, asked, unit),
    }));
  }

  const coreOf = latest((/** @type {Core} */ { sample }, /** @type {number} */ unit) =>
    pileOf([[sample.start[unit], ...sample.parts.map((row) => row[unit])]]),
  );
  const laneOf = latest((/** @type {Lane} */ { rows }) => pileOf(rows));
  const memoryOf = latest(
    (
      /** @type {import("../../data/types.js").Trace} */ trace,
      /** @type {string} */ field,
      /** @type {number} */ unit,
    ) => trace[field].map((/** @type {number[]} */ row) => row[unit]),
  );

  /** @param {State} state */
  function show(state) {
    const { trace, step, unit } = state;
    if (!trace) return;
    const memory = blueprintOf(state).memory.now;
    const width = Math.max(NARROWEST, Math.floor(coreBox.clientWidth));
    if (core?.run === trace && core.step === step) {
      setText(fault, "");
      const { sample } = core;
      setText(says, mainParts(messages, sample, unit));
      setText(amounts, amountInWords(messages, sample, unit));
      const word = t("dye.net", { memory, value: plain(sample.memory[unit], 3) });
      drawCore.draw(coreOf(core, unit), sample.memory[unit], width, t("dye.core.label", { lane: unit + 1 }), word);
      tellAges(state, sample);
    }
    const isLong = trace.h.length > MOST_STEPS;
    set(pileBox, { hidden: isLong });
    setText(headings[1], t("dye.sediment", { lane: unit + 1 }));
    if (isLong) setText(long, t("dye.sediment.long", { most: MOST_STEPS }));
    if (!isLong && lane?.run === trace && lane.unit === unit) {
      const pile = laneOf(lane);
      const joined = pile.layers.find(({ sources }) => sources.length > 1)?.sources.length ?? 0;
      setText(long, joined ? t("dye.sediment.joined", { memory, count: joined }) : t("dye.sediment.hint", { memory }));
      drawPile.draw(pile, memoryOf(trace, memory, unit), width, t("dye.sediment.label", { lane: unit + 1 }));
      drawPile.look(step);
    }
    mark(state);
  }

  new ResizeObserver(() => {
    if (now) show(now);
  }).observe(coreBox);
  return (state) => {
    now = state;
    askFor(state);
    show(state);
  };
}
