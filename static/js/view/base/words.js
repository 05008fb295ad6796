/**
 * The things in the app, in words: valves, lanes, ranges of steps. All text comes from the catalogue.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { valveOf } from "../../unit/blueprint.js";

import { plain } from "./numbers.js";

/**
 * A unit's word for one of its parts: its own if it has one, otherwise the word that all units share.
 *
 * @param {Messages} messages
 * @param {Blueprint} blueprint
 * @param {string} id of the shared word, for instance lab.part.forget; the GRU's own has the id gru.part.forget
 * @param {Record<string, string|number>} [values]
 */
export function unitWord({ t, has }, { unit }, id, values) {
  const own = `${unit}.${id.replace(/^lab\./, "")}`;
  return t(has(own) ? own : id, values);
}

/** @param {Messages} messages @param {Blueprint} blueprint @param {number} phase */
export const phaseName = (messages, blueprint, phase) =>
  unitWord(messages, blueprint, `lab.phase.${blueprint.phases[phase].id}`);

/** @param {Messages} messages @param {Blueprint} blueprint @param {string} gate as the wire calls it */
export const valveName = (messages, blueprint, gate) =>
  unitWord(messages, blueprint, `lab.part.${valveOf(blueprint, gate).id}`);

/** The name of a lane; empty if it has none. @param {Pick<Messages, "pick">} messages @param {Preset|null} preset @param {number} unit */
export const laneName = ({ pick }, preset, unit) => pick(preset?.unit_names[unit] ?? { en: "", zh: "" });

/** The number of a lane, with its name where it has one: 1 (buying price). @param {Messages} messages @param {Preset|null} preset @param {number} unit */
export function laneNumber(messages, preset, unit) {
  const name = laneName(messages, preset, unit);
  return name ? messages.t("lab.lanes.named", { lane: unit + 1, name }) : String(unit + 1);
}

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

/** @param {Messages} messages @param {Blueprint} blueprint @param {Pin} pin */
export function pinInWords(messages, blueprint, pin) {
  return messages.t("lab.pins.item", {
    valve: valveName(messages, blueprint, pin.gate),
    lanes: lanesInWords(messages, pin.units),
    value: plain(pin.value),
    span: spanInWords(messages, pin),
  });
}
