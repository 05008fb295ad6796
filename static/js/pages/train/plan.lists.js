/** Lists to choose from, and how a plan's numbers and names stand in them. */

import { domOf } from "../../view/base/dom.js";
import { unitName } from "./names.js";
import { UNITS } from "./plan.state.js";

/** @typedef {import("../../data/messages.js").Messages} Messages */

/** The kinds of network, with the peepholes that an LSTM may have. */
const KINDS = Object.freeze(["lstm diagonal", "lstm none", "gru", "rnn"]);

/** @param {HTMLSelectElement} select @param {readonly {value: string|number, name: string, disabled?: boolean}[]} options */
export function fill(select, options) {
  const { html } = domOf(select);
  const now = JSON.stringify(options);
  if (select.dataset.options === now) return;
  select.dataset.options = now;
  select.replaceChildren(...options.map(({ value, name, disabled }) => html("option", { value, disabled }, name)));
}

/**
 * A list of usual numbers, and the present one wherever it belongs among them.
 *
 * @param {HTMLSelectElement} select
 * @param {readonly number[]} usual
 * @param {number} value
 * @param {(value: number) => string} [say]
 */
export function fillNumbers(select, usual, value, say = (number) => String(number).replace("-", "−")) {
  const values = usual.includes(value) ? usual : [...usual, value].sort((a, b) => a - b);
  fill(
    select,
    values.map((each) => ({ value: each, name: say(each) })),
  );
  select.value = String(value);
}

/** @param {Messages} messages */
export const kinds = (messages) =>
  KINDS.map((value) => {
    const [unit, peepholes] = value.split(" ");
    return { value, name: unitName(messages, { unit, peepholes }) };
  });

/** @param {import("./plan.state.js").Plan} plan */
export const kindOf = ({ unit, peepholes }) => (unit === "lstm" ? `lstm ${peepholes}` : unit);

/** @param {string} kind @returns {Partial<import("./plan.state.js").Plan>} */
export function planOfKind(kind) {
  const [name, peepholes] = kind.split(" ");
  const unit = UNITS.find((known) => known === name) ?? "lstm";
  return unit === "lstm" ? { unit, peepholes: peepholes === "none" ? "none" : "diagonal" } : { unit };
}

/** What can learn beside a unit, with as many weights. @param {Messages} messages @param {string} unit @param {Record<string, number|null>|undefined} rivals */
export const rivalsOf = ({ t }, unit, rivals) => [
  { value: "", name: t("train.beside.none") },
  ...UNITS.filter((other) => other !== unit).map((other) => {
    const count = rivals?.[other];
    const name = t(`train.unit.${other}`);
    return { value: other, name: count ? t("train.beside.units", { name, count }) : name, disabled: count === null };
  }),
];
