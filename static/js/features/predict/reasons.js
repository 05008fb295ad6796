/**
 * A question in words, and why its answer is what it is, in true numbers of the trace.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../state/lesson.js").Question} Question
 */

import { PHASES } from "../../unit/phases.js";
import { plain, withSign } from "../../view/base/numbers.js";
import { valveName } from "../../view/base/words.js";

/** @param {number} tick */
const stepOf = (tick) => Math.floor(tick / PHASES.length);

/** @param {Messages} messages @param {Question} question */
export function questionInWords(messages, { kind, lane, reveals, pin }) {
  const values = { lane: lane + 1, step: stepOf(reveals) + 1 };
  if (!pin) return messages.t(`lab.class.question.${kind}`, values);
  const turned = { ...values, valve: valveName(messages, pin.gate) };
  return messages.t(pin.value ? "lab.class.question.pin_open" : "lab.class.question.pin_shut", turned);
}

/** @param {Messages} messages @param {Question} question @param {Trace} trace the run in which it happened */
export function reasonInWords({ t }, { kind, lane, reveals }, trace) {
  const step = stepOf(reveals);
  /** @param {"f"|"i"|"o"} letter */
  const opening = (letter) => plain(trace[letter][step][lane]);
  /** @param {"C_prev"|"kept"|"g"|"added"|"C"|"tanh_C"|"h"} field */
  const amount = (field) => withSign(trace[field][step][lane]);
  return t(`lab.class.reason.${kind}`, {
    f: opening("f"),
    i: opening("i"),
    o: opening("o"),
    before: amount("C_prev"),
    kept: amount("kept"),
    g: amount("g"),
    added: amount("added"),
    C: amount("C"),
    squeezed: amount("tanh_C"),
    h: amount("h"),
  });
}
