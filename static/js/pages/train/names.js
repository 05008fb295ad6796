/** Runs, fields and shares in words. */

import { blueprintNamed } from "../../unit/blueprint.js";
import { unitWord } from "../../view/base/words.js";

/** @typedef {import("../../data/messages.js").Messages} Messages */

/** A run by its unit. @param {Messages} messages @param {{unit: string, peepholes?: string}} plan */
export const unitName = ({ t }, { unit, peepholes }) =>
  unit === "lstm" && peepholes === "diagonal" ? t("train.unit.peephole") : t(`train.unit.${unit}`);

/** @param {Messages} messages @param {{unit: string, peepholes?: string, units: number}} plan */
export const runName = (messages, plan) =>
  messages.t("train.run", { unit: messages.t(`train.unit.${plan.unit}`), units: plan.units });

/** A field of a trace. @param {Messages} messages @param {string} unit @param {{field: string, role: string, isValve: boolean}} row */
export function fieldName(messages, unit, { field, role, isValve }) {
  const blueprint = blueprintNamed(unit);
  if (isValve) return unitWord(messages, blueprint, `lab.part.${role}`);
  if (field === blueprint.lane) return messages.t("train.field.memory");
  return messages.t(role === "memory" ? "train.field.output" : "train.field.candidate");
}

/** What is left unexplained, as a percentage with about two digits. @param {number|null} share */
export function percent(share) {
  if (share === null) return "∞";
  const value = share * 100;
  return `${value >= 9.95 ? Math.round(value) : value >= 0.995 ? value.toFixed(1) : value.toPrecision(1)} %`;
}
