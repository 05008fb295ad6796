/**
 * What the strip says of one step: its input, the answer, and what was true.
 *
 * @typedef {import("./bands.js").Band} Band
 * @typedef {import("./bands.js").Strip} Strip
 * @typedef {{role: string, name: string, value: string}} Said
 */

import { short, shortWithSign } from "../base/numbers.js";
import { choiceAt } from "./bands.js";

const ROLES = /** @type {const} */ (["answer", "true", "untouched"]);

/** @param {import("../../data/messages.js").Messages} messages @param {Strip} strip @param {number} step @returns {Said[]} */
export function stepInWords({ t, pick }, { input, answer }, step) {
  const letter = input.letters?.[step];
  const flags = input.flags.filter(({ steps }) => steps.includes(step));
  return [
    ...(letter ? [{ role: "input", name: t("strip.reads"), value: letter }] : []),
    ...input.lines.map(({ name, values }) => ({ role: "input", name: pick(name), value: short(values[step] ?? 0) })),
    ...flags.map(({ name }) => ({ role: "flag", name: pick(name), value: "" })),
    ...(answer ? ROLES.flatMap((role) => answers(answer, role, step)) : []),
  ];

  /** @param {Band} band @param {typeof ROLES[number]} role @param {number} step @returns {Said[]} */
  function answers(band, role, step) {
    const word = t(`strip.${role}`);
    const choice = choiceAt(band, role, step);
    if (band.choices) return choice ? [{ role, name: word, value: pick(choice) }] : [];
    return band.lines.flatMap((line) => {
      const value = line.values[step];
      if (line.role !== role || value === null) return [];
      return [{ role, name: role === "answer" ? pick(line.name) : word, value: shortWithSign(value) }];
    });
  }
}

/** @param {import("../base/dom.js").Dom} dom @param {readonly Said[]} said */
export const spansOf = ({ html }, said) =>
  said.map(({ role, name, value }) =>
    html("span", { "data-role": role }, name, ...(value ? [" ", html("b", {}, value)] : [])),
  );

/** For screen readers. @param {string} where @param {readonly Said[]} said */
export const aloud = (where, said) => [where, ...said.map(({ name, value }) => `${name} ${value}`.trim())].join(", ");
