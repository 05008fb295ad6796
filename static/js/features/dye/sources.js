/**
 * Where the memory of a lane comes from: a core sample of it at the present step, its sediment over the whole run, and how old
 * the memory of each lane is; then what the input of the dyed step was worth. A layer that is pointed at or has the focus is marked as dyed; pressed, its step is dyed.
 */

import { rowsOf, START, sampleAt } from "../../data/dye.js";
import { asking } from "../../state/asking.js";
import { question } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { mainParts } from "../../view/base/dye_words.js";
import { plain } from "../../view/base/numbers.js";
import { latest } from "../../view/base/panel.js";
import { mountAges } from "./ages.js";
import { mountCore } from "./core.js";
import { mountHeat } from "./heat.js";
import { layerWords } from "./layer_words.js";
import { pileOf } from "./layers.js";
import { mountPointed } from "./pointed.js";
import { amountInWords } from "./says.js";
import { mountSediment } from "./sediment.js";
import { mountWorth } from "./worth.js";

/**
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("./layers.js").Layer} Layer
 * @typedef {{run: object, step: number, sample: import("../../data/dye.js").Sample}} Core
 * @typedef {{run: object, unit: number, rows: import("../../data/dye.js").Rows}} Lane
 * @typedef {import("../../view/base/panel.js").OutsideTools<import("./dye.state.js").DyeAction|import("../../state/reducer.js").Action>
 *   & {requestOf: import("../../data/dye.js").RequestOf}} SourceTools
 */

/** The most steps of which there is a sediment: the numbers grow with their square. */
const MOST_STEPS = 1000;
const NARROWEST = 240;

/** @param {HTMLElement} place @param {SourceTools} tools @returns {import("../../view/base/panel.js").Update<State>} */
export function mountSources(place, tools) {
  const { dispatch, messages } = tools;
  /** @type {State|null} */
  let now = null;
  /** @type {Core|null} */
  let core = null;
  /** @type {Lane|null} */
  let lane = null;
  /** @type {Layer|null} */
  let pointed = null;

  const words = layerWords(messages, () => now);
  const page = sheet(place, messages);
  const layerTools = { point, pick: dyeing(dispatch), name: words.name };
  const drawCore = mountCore(page.core, { ...layerTools, number: words.number });
  const drawPile = mountSediment(page.pile, { ...layerTools, title: words.title });
  const tellPointed = mountPointed(page.body, tools);
  const tellWorth = mountWorth(page.worth, tools);
  const tellAges = mountAges(page.body, tools);
  const tellHeat = mountHeat(page.heat, tools);
  const ask = asks(
    tools,
    (answer) => {
      if ("sample" in answer) core = answer;
      else lane = answer;
      if (now) show(now);
    },
    ({ errors, detail, title }) => setText(page.fault, errors[0]?.detail || detail || title),
  );
  const { coreOf, laneOf, memoryOf } = piles();
  /** @param {Layer|null} layer */
  function point(layer) {
    if (layer === pointed) return;
    pointed = layer;
    if (now) mark(now);
  }

  /** @param {State} state */
  function mark(state) {
    const alone = pointed?.sources.length === 1 ? pointed.sources[0] : null;
    const source = alone ?? state.dye;
    drawCore.mark(source);
    drawPile.mark(source);
    tellPointed(state, sampleOf(core, state), pointed?.sources ?? (source === null ? null : [source]));
  }

  /** @param {State} state */
  function show(state) {
    const { trace, step, unit } = state;
    if (!trace) set(page.body, { "aria-busy": "true" });
    if (!trace) return;
    const memory = blueprintOf(state).memory.now;
    const width = Math.max(NARROWEST, Math.floor(page.core.clientWidth));
    const sample = sampleOf(core, state);
    if (core && sample) {
      const { label, net } = page.tellCore(sample, memory, unit);
      drawCore.draw(coreOf(core, unit), sample.memory[unit], width, label, net);
      tellAges(state, sample);
    }
    tellHeat(state);
    tellWorth(state, sample);
    const pile = lane?.run === trace && lane.unit === unit ? laneOf(lane) : null;
    const label = page.tellPile(pile, trace.h.length, memory, unit);
    set(page.body, { "aria-busy": String(!sample || !(pile || trace.h.length > MOST_STEPS)) });
    if (pile && label) {
      drawPile.draw(pile, memoryOf(trace, memory, unit), width, label);
      drawPile.look(step);
    }
    mark(state);
  }

  new ResizeObserver(() => {
    if (now) show(now);
  }).observe(page.core);
  return (state) => {
    now = state;
    ask(state);
    show(state);
  };
}

/** Dyes the step of a layer that is pressed. @param {SourceTools["dispatch"]} dispatch @returns {(layer: Layer) => void} */
const dyeing =
  (dispatch) =>
  ({ sources }) => {
    if (sources.length === 1 && sources[0] !== START) dispatch({ type: "dye", step: sources[0] });
  };

/** The card's places, and what is written in them. @param {HTMLElement} place @param {import("../../data/messages.js").Messages} messages */
function sheet(place, messages) {
  const { html } = domOf(place);
  const { t } = messages;
  const fault = html("p", { class: "hint", role: "status" });
  const heading = html("h3");
  const says = html("p", { class: "core-says" });
  const [amounts, long] = [html("p", { class: "hint" }), html("p", { class: "hint" })];
  const [core, pile] = [html("div", { class: "core-box" }), html("div", { class: "sediment-box" })];
  const body = html(
    "div",
    { class: "sources" },
    html("h3", {}, t("dye.core")),
    says,
    core,
    amounts,
    heading,
    pile,
    long,
  );
  const [heat, worth] = [html("div", { class: "sources heat" }), html("div", { class: "sources worth" })];
  place.append(fault, body, heat, worth);
  return {
    fault,
    heat,
    worth,
    core,
    pile,
    body,
    /** @param {import("../../data/dye.js").Sample} sample @param {string} memory @param {number} unit */
    tellCore(sample, memory, unit) {
      setText(fault, "");
      setText(says, mainParts(messages, sample, unit));
      setText(amounts, amountInWords(messages, sample, unit));
      const net = t("dye.net", { memory, value: plain(sample.memory[unit], 3) });
      return { label: t("dye.core.label", { lane: unit + 1 }), net };
    },
    /** @param {import("./layers.js").Pile|null} found @param {number} steps @param {string} memory @param {number} unit @returns {string|null} the drawing's label, if there is a drawing */
    tellPile(found, steps, memory, unit) {
      const isLong = steps > MOST_STEPS;
      set(pile, { hidden: isLong });
      setText(heading, t("dye.sediment", { lane: unit + 1 }));
      if (isLong) setText(long, t("dye.sediment.long", { most: MOST_STEPS }));
      if (isLong || !found) return null;
      const count = found.layers.find(({ sources }) => sources.length > 1)?.sources.length ?? 0;
      setText(long, count ? t("dye.sediment.joined", { memory, count }) : t("dye.sediment.hint", { memory }));
      return t("dye.sediment.label", { lane: unit + 1 });
    },
  };
}

/** Asks for what a state needs and has not yet. @param {SourceTools} tools @param {(answer: Core|Lane) => void} take @param {(problem: import("../../data/types.js").Problem) => void} fail */
function asks({ outside: { fetch: send }, requestOf }, take, fail) {
  const askCore = asking(/** @type {(answer: Core) => void} */ (take), fail);
  const askLane = asking(/** @type {(answer: Lane) => void} */ (take), fail);
  return (/** @type {State} */ state) => {
    const { trace, step, unit, waiting } = state;
    const asked = trace && !waiting ? question(state) : null;
    if (!asked || !trace) return;
    const key = JSON.stringify(asked);
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
  };
}

/** What is drawn, made anew only when what it is made of has changed. */
const piles = () => ({
  coreOf: latest((/** @type {Core} */ { sample }, /** @type {number} */ unit) =>
    pileOf([[sample.start[unit], ...sample.parts.map((row) => row[unit])]]),
  ),
  laneOf: latest((/** @type {Lane} */ { rows }) => pileOf(rows)),
  memoryOf: latest(
    (
      /** @type {import("../../data/types.js").Trace} */ trace,
      /** @type {string} */ field,
      /** @type {number} */ unit,
    ) => trace[field].map((/** @type {number[]} */ row) => row[unit]),
  ),
});

/** Of a large layer only the units on show were asked for: those of one that was just chosen are still to come. @param {Core|null} core @param {State} state */
function sampleOf(core, { trace, step, unit, shown }) {
  if (core?.run !== trace || core?.step !== step) return null;
  const { sample } = core;
  return [unit, ...shown].every((lane) => sample.memory[lane] !== undefined) ? sample : null;
}
