/**
 * The gradient of a plain recurrent network beside the LSTM's, on the same task and inputs, step by step on the way back.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { backwardOf, chosenOutput } from "../../state/gradient.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { plain } from "../../view/base/numbers.js";
import { latest, onChange } from "../../view/base/panel.js";
import { unitWord } from "../../view/base/words.js";
import { lengths, rnnQuestion } from "./beside.state.js";
import { rnnLengths } from "./rnn.wire.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./beside.state.js").Lengths} Lengths
 */

/** One unit is one pixel, so that letters have the same size on every screen. */
const NARROWEST = 280;
const HEIGHT = 150;
const LEFT = 40;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 12;
/** Powers of ten at which the axis may end. The last is as far as the precision of a double reaches; smaller values are put there. */
const BOTTOMS = [-8, -12, -16];
/** @type {Readonly<Record<string, string>>} */
const RAISED = Object.freeze({
  "-": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
});

/** The lines; the last one, that of the memory, is on top. @param {Lengths} found */
const linesOf = ({ rnn: _, ...own }) => ["rnn", ...Object.keys(own)];

/** @param {Lengths} found @returns {number} the power of ten at the top */
const topOf = (found) => Math.max(0, Math.ceil(Math.log10(Math.max(...Object.values(found).flat()))));

/** @param {Lengths} found @returns {number} the power of ten at the bottom */
function bottomOf(found) {
  const least = Math.min(...Object.values(found).flat());
  return BOTTOMS.find((power) => 10 ** power <= least) ?? BOTTOMS[BOTTOMS.length - 1];
}

/** @param {number} step @param {number} steps @param {number} width */
const across = (step, steps, width) => LEFT + ((step + 0.5) / steps) * (width - LEFT - RIGHT);

/** @param {number} value @param {number} low @param {number} top powers of ten at the ends of the axis */
function up(value, low, top) {
  const share = (Math.max(Math.log10(value), low) - low) / (top - low);
  return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
}

/** @param {number} exponent */
const power = (exponent) => (exponent ? `10${[...String(exponent)].map((sign) => RAISED[sign]).join("")}` : "1");

/** @param {Dom} dom @param {Lengths} found @param {number} steps of the whole run @param {number} width */
function drawLines({ svg }, found, steps, width) {
  const low = bottomOf(found);
  const top = topOf(found);
  const marks = [];
  for (let decade = low; decade <= top; decade += 4) {
    const y = up(10 ** decade, low, top);
    marks.push(
      svg("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }),
      svg("text", { x: LEFT - 8, y: y + 4, "text-anchor": "end" }, power(decade)),
    );
  }
  const lines = linesOf(found).map((name) => {
    const points = found[name].map((value, step) => `${across(step, steps, width)},${up(value, low, top)}`);
    return svg("polyline", { class: `line ${name}`, points: points.join(" ") });
  });
  return [...marks, ...lines];
}

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountBeside(place, { messages, outside }) {
  const dom = domOf(place);
  const { html, svg } = dom;
  const { t } = messages;
  const says = html("p", { class: "hint" });
  const mark = svg("line", { class: "mark", y1: TOP, y2: HEIGHT - BOTTOM });
  const lines = svg("g");
  const chart = svg("svg", { class: "beside-chart", height: HEIGHT, role: "img" }, mark, lines);
  const keys = html("ul", { class: "beside-keys" });
  /** @type {Map<string, HTMLElement>} */
  let items = new Map();
  place.append(says, chart, keys);

  /** @type {number[]|null} */
  let rnn = null;
  /** @type {AppState|null} */
  let now = null;
  const ask = asking(outside.fetch, (answer, problem) => {
    rnn = answer;
    if (problem) setText(says, problem.errors[0]?.detail || problem.detail || problem.title);
    if (now && (answer || problem)) show(now);
  });

  const draw = onChange((/** @type {Lengths} */ found, /** @type {number} */ steps, /** @type {number} */ width) => {
    set(chart, { viewBox: `0 0 ${width} ${HEIGHT}` });
    lines.replaceChildren(...drawLines(dom, found, steps, width));
    items = new Map(linesOf(found).map((name) => [name, html("li", { class: name })]));
    keys.replaceChildren(...[...items.values()].toReversed());
  });
  const measure = latest(lengths);

  /** @param {AppState} state */
  function show(state) {
    const gradients = backwardOf(state);
    const isThere = gradients !== null && rnn !== null && rnn.length === gradients.dh.length;
    set(chart, { hidden: !isThere, "aria-label": t("lab.beside.alt") });
    set(keys, { hidden: !isThere });
    if (!gradients || !rnn || !isThere) return;
    const found = measure(blueprintOf(state), gradients, rnn, chosenOutput(state).step);
    const steps = gradients.dh.length;
    const width = Math.max(NARROWEST, place.clientWidth);
    draw(found, steps, width);
    const x = across(state.step, steps, width);
    set(mark, { x1: x, x2: x });
    setText(says, t("lab.beside.says", { step: state.step + 1 }));
    for (const [name, item] of items)
      setText(
        item,
        unitWord(messages, blueprintOf(state), `lab.beside.${name}`, { value: plain(found[name][state.step] ?? 0, 4) }),
      );
  }

  new ResizeObserver(() => {
    if (now) show(now);
  }).observe(place);
  return (state) => {
    now = state;
    place.hidden = !state.backward;
    if (!state.backward) return;
    const question = rnnQuestion(state);
    ask(question, state.attempt);
    if (!question) setText(says, state.preset && !state.preset.training ? t("lab.beside.none") : "");
    show(state);
  };
}

/**
 * Asks each new question, and one that failed once more when a person tries again; the answer to an older one is dropped. Until
 * there is an answer, it is null.
 *
 * @param {typeof fetch} send
 * @param {(answer: number[]|null, problem?: import("../../data/types.js").Problem) => void} tell
 * @returns {(question: ReturnType<typeof rnnQuestion>, attempt: number) => Promise<void>}
 */
export function asking(send, tell) {
  let asked = "";
  /** @type {number|null} the attempt that failed */
  let failed = null;
  return async (question, attempt) => {
    const key = question ? JSON.stringify(question) : "";
    if (key && key === asked && (failed === null || failed === attempt)) return;
    asked = key;
    failed = null;
    tell(null);
    if (!question) return;
    try {
      const answer = await rnnLengths(send, question);
      if (key === asked) tell(answer);
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (key !== asked) return;
      failed = attempt;
      tell(null, problem);
    }
  };
}
