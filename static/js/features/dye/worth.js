/**
 * Where from, and what for: dye, gradient, integrated gradients and ablation of the dyed step side by side, for the memory of the
 * lane or for an answer that is read; and the way from the ablation to a run without that input.
 */

import { asking } from "../../state/asking.js";
import { rowOf } from "../../state/lanes.js";
import { question } from "../../state/question.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { latest } from "../../view/base/panel.js";
import { mountMethodCards } from "./method_cards.js";
import { worthOf } from "./worth.wire.js";
import { mountNumber } from "./worth_number.js";
import { besideWords, worthWords } from "./worth_words.js";

/**
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("../../data/dye.js").Sample} Sample
 * @typedef {{run: object, key: string, dyed: number, worth: import("./worth.wire.js").Worth,
 *   words: import("./worth_words.js").Words}} Found
 */

/**
 * @param {HTMLElement} place
 * @param {import("./sources.js").SourceTools} tools
 * @returns {(state: State, sample: Sample|null) => void} `sample`: of the step shown
 */
export function mountWorth(place, tools) {
  const { html } = domOf(place);
  const { dispatch, messages, outside, requestOf } = tools;
  const { t } = messages;
  /** @type {[State, Sample|null]|null} */
  let now = null;
  /** @type {Found|null} */
  let found = null;

  const hint = html("p", { class: "hint" });
  const chooser = html("p", { class: "worth-number" });
  const status = html("p", { class: "hint", role: "status" });
  const emptied = html("p", { class: "worth-why", role: "status" });
  const list = html("ul", { class: "methods" });
  const why = html("p", { class: "worth-why" });
  const whatIf = html("button", { type: "button", class: "plain", onclick: toggle });
  place.append(html("h3", {}, t("dye.worth.heading")), hint, chooser, status, emptied, list, why);
  const number = mountNumber(chooser, messages, again);
  const draw = mountMethodCards(list, why, tools, whatIf);
  const ask = asking(
    (/** @type {Found} */ answer) => {
      found = answer;
      again();
    },
    ({ errors, detail, title }) => setText(status, errors[0]?.detail || detail || title),
  );
  const column = latest((/** @type {Sample} */ sample, /** @type {number} */ unit) =>
    sample.parts.map((row) => row[unit]),
  );

  function again() {
    if (now) update(...now);
  }

  /** Empties the input of the dyed step in the run, or fills it again. */
  function toggle() {
    const state = now?.[0];
    if (!state || state.dye === null) return;
    const row = rowOf(state, state.dye);
    dispatch({ type: state.emptied.includes(row) ? "fill input" : "empty input", row });
  }

  /** @param {State} state @param {Sample|null} sample */
  function update(state, sample) {
    now = [state, sample];
    const { trace, dye, step, unit } = state;
    const isDyed = trace !== null && dye !== null && dye <= step && dye < trace.h.length;
    setText(hint, hintOf(messages, state, isDyed));
    for (const el of [list, why, status, emptied]) set(el, { hidden: !isDyed });
    number.update(state, isDyed);
    if (isDyed) tell(state, sample, { trace, dye, unit });
  }

  /** @param {State} state @param {Sample|null} sample @param {{trace: import("../../data/types.js").Trace, dye: number, unit: number}} run */
  function tell(state, sample, { trace, dye, unit }) {
    const isEmptied = state.emptied.includes(rowOf(state, dye));
    setText(whatIf, t(isEmptied ? "dye.worth.fill" : "dye.worth.empty"));
    const about = number.asked(state);
    const request = question(state);
    const key = JSON.stringify([about, dye, request]);
    if (request && !state.waiting && !state.playing)
      ask(trace, key, async () => {
        setText(status, "");
        const worth = await worthOf(outside.fetch, requestOf, request, about, dye);
        return { run: trace, key, dyed: dye, worth, words: worthWords(messages, state, worth, about) };
      });
    const isCurrent = found?.run === trace && found.key === key;
    set(list, { "aria-busy": String(!isCurrent) });
    if (!found || !isCurrent || !sample) return;
    draw(found, trace, about.field === null ? null : column(sample, unit));
    setText(emptied, isEmptied ? besideWords(messages, state, about) : "");
  }

  return update;
}

/** @param {import("../../data/messages.js").Messages} messages @param {State} state @param {boolean} isDyed */
function hintOf({ t }, { dye, step }, isDyed) {
  const place = { step: Number(dye) + 1, now: step + 1 };
  if (isDyed) return t("dye.worth.hint", place);
  return dye === null ? t("dye.worth.none") : t("dye.pointed.later", place);
}
