/**
 * A question in words, and the reason for its answer, in true numbers from the trace.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {{kind: string, lane: number, reveals: number, pin: import("../../data/types.js").Pin|null}} Question `reveals`: the tick that shows the answer
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { plain, withSign } from "./numbers.js";
import { laneNumber, unitWord, valveName } from "./words.js";

/** @param {Blueprint} blueprint @param {number} tick */
const stepOf = ({ phases }, tick) => Math.floor(tick / phases.length);

/** A question as a sentence. @param {Messages} messages @param {Blueprint} blueprint @param {Question} question @param {Preset|null} [preset] names its lanes */
export function questionInWords(messages, blueprint, { kind, lane, reveals, pin }, preset = null) {
  const values = { lane: laneNumber(messages, preset, lane), step: stepOf(blueprint, reveals) + 1 };
  if (!pin) return unitWord(messages, blueprint, `predict.question.${kind}`, values);
  const turned = { ...values, valve: valveName(messages, blueprint, pin.gate) };
  return messages.t(pin.value ? "predict.question.pin_open" : "predict.question.pin_shut", turned);
}

/**
 * Why the right answer is right, as a sentence.
 *
 * @param {Messages} messages
 * @param {Blueprint} blueprint
 * @param {Question} question
 * @param {Trace} trace the run in which it happened
 */
export function reasonInWords(messages, blueprint, { kind, lane, reveals }, trace) {
  const { valves, fields, memory } = blueprint;
  const step = stepOf(blueprint, reveals);
  const openings = new Set(valves.map(({ field }) => field));
  const shown = fields.filter(({ kind: what }) => !["input", "start", "preactivation"].includes(what));
  /** @param {string} field */
  const amount = (field) => {
    const value = trace[field][step][lane];
    return openings.has(field) ? plain(value) : withSign(value);
  };
  return unitWord(messages, blueprint, `predict.reason.${kind}`, {
    ...Object.fromEntries(shown.map(({ name }) => [name, amount(name)])),
    before: amount(memory.before),
  });
}
