/**
 * The app's things in words: valves, lanes, spans of steps. All text comes from the catalogue.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../data/types.js").GateName} GateName
 */

import { plain } from "./numbers.js";

const PART = Object.freeze({ forget: "lab.part.forget", input: "lab.part.write", output: "lab.part.output" });

/** @param {Messages} messages @param {GateName} gate */
export const valveName = (messages, gate) => messages.t(PART[gate]);

/** @param {Messages} messages @param {readonly number[]|undefined} units undefined: every unit */
export function lanesInWords(messages, units) {
  if (!units) return messages.t("lab.lanes.all");
  const lanes = units.map((unit) => unit + 1).join(messages.t("lab.lanes.separator"));
  return messages.t(units.length === 1 ? "lab.lanes.one" : "lab.lanes.many", { lanes });
}

/** @param {Messages} messages @param {Pick<Pin, "from"|"to">} pin */
export function spanInWords(messages, { from, to }) {
  if (from === undefined && to === undefined) return messages.t("lab.span.all");
  if (to === undefined) return messages.t("lab.span.onward", { from: Number(from) + 1 });
  if (from === undefined) return messages.t("lab.span.until", { to: to + 1 });
  return from === to
    ? messages.t("lab.span.step", { step: to + 1 })
    : messages.t("lab.span.range", { from: from + 1, to: to + 1 });
}

/** @param {Messages} messages @param {Pin} pin */
export function pinInWords(messages, pin) {
  return messages.t("lab.pins.item", {
    valve: valveName(messages, pin.gate),
    lanes: lanesInWords(messages, pin.units),
    value: plain(pin.value),
    span: spanInWords(messages, pin),
  });
}
