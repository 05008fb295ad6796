/**
 * Where from, and what for: dye, gradient, integrated gradients and ablation of the dyed step side by side, for the memory of the
 * lane or for an answer that is read; and the way from the ablation to a run without that input.
 */

import { rowOf } from "../../state/lanes.js";
import { question } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { latest, onChange } from "../../view/base/panel.js";
import { asking } from "./asking.js";
import { mountBars } from "./bars.js";
import { METHODS, methodsOf, rangeOf } from "./methods.js";
import { worthOf } from "./worth.wire.js";
import { besideWords, worthWords } from "./worth_words.js";

/**
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("./dye.wire.js").Sample} Sample
 * @typedef {import("./methods.js").Method} Method
 * @typedef {{run: object, key: string, dyed: number, worth: import("./worth.wire.js").Worth,
 *   words: import("./worth_words.js").Words}} Found
 */

/**
 * @param {HTMLElement} place
 * @param {import("./sources.js").SourceTools} tools
 * @returns {(state: State, sample: Sample|null) => void} `sample`: of the step shown
 */
export function mountWorth(place, { dispatch, messages, outside, requestOf }) {
  const { html } = domOf(place);
  const { t, pick } = messages;
  /** @type {[State, Sample|null]|null} */
  let now = null;
  /** @type {Found|null} */
  let found = null;

  const hint = html("p", { class: "hint" });
  const number = html("select", { id: "worth-number", onchange: () => now && update(...now) });
  const chooser = html(
    "p",
    { class: "worth-number" },
    html("label", { for: number.id }, t("dye.worth.number")),
    number,
  );
  const status = html("p", { class: "hint", role: "status" });
  const whatIf = html("button", { type: "button", class: "plain", onclick: toggle });
  const cards = METHODS.map((name) => {
    const [value, says] = [html("b"), html("p")];
    const head = html("div", { class: "method-head" }, html("h4", {}, t(`dye.worth.${name}`)), value);
    const chart = html("div");
    const element = html("li", { class: "method", "data-method": name }, head, chart, says);
    const bars = mountBars(chart, (step) => dispatch({ type: "dye", step }));
    if (name === "ablation") element.append(whatIf);
    return { element, chart, value, says, bars };
  });
  const list = html("ul", { class: "methods" }, ...cards.map(({ element }) => element));
  const why = html("p", { class: "worth-why" });
  const emptied = html("p", { class: "worth-why", role: "status" });
  place.append(html("h3", {}, t("dye.worth.heading")), hint, chooser, status, emptied, list, why);

  const ask = asking(
    (/** @type {Found} */ answer) => {
      found = answer;
      if (now) update(...now);
    },
    ({ errors, detail, title }) => setText(status, errors[0]?.detail || detail || title),
  );

  const column = latest((/** @type {Sample} */ sample, /** @type {number} */ unit) =>
    sample.parts.map((row) => row[unit]),
  );

  /** Empties the input of the dyed step in the run, or fills it again. */
  function toggle() {
    const state = now?.[0];
    if (!state || state.dye === null) return;
    const row = rowOf(state, state.dye);
    dispatch({ type: state.emptied.includes(row) ? "fill input" : "empty input", row });
  }

  const drawNumbers = onChange(
    (/** @type {State["preset"]} */ preset, /** @type {boolean} */ isRead, /** @type {number} */ unit) => {
      const names = isRead ? (preset?.head?.names ?? []) : [];
      const kept = number.value;
      number.replaceChildren(
        html("option", { value: "" }, t("dye.worth.lane", { lane: unit + 1 })),
        ...names.map((name, index) => html("option", { value: index }, t("dye.worth.read", { name: pick(name) }))),
      );
      number.value = Number(kept) < names.length ? kept : "";
      set(chooser, { hidden: !names.length });
    },
  );

  /** @param {State} state @returns {import("./worth.wire.js").Asked} */
  const asked = (state) =>
    number.value === ""
      ? { step: state.step, unit: state.unit, field: blueprintOf(state).memory.now }
      : { step: state.step, unit: Number(number.value), field: null };

  const draw = onChange(
    (
      /** @type {Found} */ { worth, dyed, words },
      /** @type {import("../../data/types.js").Trace} */ trace,
      /** @type {readonly number[]|null} */ parts,
    ) => {
      const methods = methodsOf(worth, trace.x, parts);
      const range = rangeOf(methods);
      for (const [at, { value, says, bars, chart }] of cards.entries()) {
        const { bars: values, problem } = methods[at];
        setText(value, words.number(values[dyed]));
        setText(says, problem ? words.problem(problem) : words.says(methods[at]));
        set(chart, { hidden: !values.length });
        bars(values, range, dyed, words.label(methods[at]));
      }
      setText(why, words.why(methods));
    },
  );

  /** @param {State} state @param {Sample|null} sample */
  function update(state, sample) {
    now = [state, sample];
    const { trace, dye, step, waiting, playing, unit } = state;
    const isDyed = trace !== null && dye !== null && dye <= step && dye < trace.h.length;
    const place = { step: Number(dye) + 1, now: step + 1 };
    const missing = dye === null ? t("dye.worth.none") : t("dye.pointed.later", place);
    setText(hint, isDyed ? t("dye.worth.hint", place) : missing);
    for (const el of [list, why, status]) set(el, { hidden: !isDyed });
    drawNumbers(state.preset, trace?.readout !== undefined, unit);
    if (!isDyed) set(chooser, { hidden: true });
    if (!isDyed || !trace) {
      set(emptied, { hidden: true });
      return;
    }
    const isEmptied = state.emptied.includes(rowOf(state, dye));
    setText(whatIf, t(isEmptied ? "dye.worth.fill" : "dye.worth.empty"));
    const about = asked(state);
    const key = JSON.stringify([about, dye, question(state)]);
    const request = waiting || playing ? null : question(state);
    if (request)
      ask(trace, key, async () => {
        setText(status, "");
        const worth = await worthOf(outside.fetch, requestOf, request, about, dye);
        return { run: trace, key, dyed: dye, worth, words: worthWords(messages, state, worth, about) };
      });
    const isCurrent = found?.run === trace && found.key === key;
    set(list, { "aria-busy": String(!isCurrent) });
    if (!found || !isCurrent || !sample) return;
    draw(found, trace, about.field === null ? null : column(sample, unit));
    const beside = isEmptied ? besideWords(messages, state, about) : "";
    setText(emptied, beside);
    set(emptied, { hidden: !beside });
  }

  return update;
}
