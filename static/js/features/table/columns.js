/**
 * What the table of a run holds: a column for each input, each valve, the new memory, the memory and the output of one lane, and
 * each answer. Pure.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{name: string, field: string|null, values: readonly (number|string|null)[], isSigned: boolean}} Column
 *   `field`: of the trace; null: an input or an answer. Values by step; null: not known
 */

import { blueprintOf } from "../../unit/blueprint.js";
import { unitWord } from "../../view/base/words.js";
import { choiceAt, stripOf } from "../../view/strip/bands.js";

/** Of a long run, so many steps around the present one. */
export const MOST = 200;

/** @param {AppState} state @returns {{from: number, to: number}} the steps that are shown, without the last */
export function windowOf({ trace, step }) {
  const steps = trace?.x.length ?? 0;
  const from = Math.max(0, Math.min(steps - MOST, step - MOST / 2));
  return { from, to: Math.min(steps, from + MOST) };
}

/** @param {AppState} state with a run @param {import("../../data/messages.js").Messages} messages @returns {Column[]} */
export function columnsOf(state, messages) {
  const strip = stripOf(state);
  if (!strip) return [];
  return [...inputs(strip, messages), ...lane(state, messages), ...(strip.answer ? answers(strip, messages) : [])];
}

/** @param {string} name @param {readonly (number|string|null)[]} values @returns {Column} */
const inputColumn = (name, values) => ({ name, field: null, values, isSigned: false });

/** @param {string} name @param {readonly (number|string|null)[]} values @returns {Column} */
const answerColumn = (name, values) => ({ name, field: null, values, isSigned: true });

/** @param {import("../../view/strip/bands.js").Strip} strip @param {import("../../data/messages.js").Messages} messages */
function inputs({ steps, input: { letters, lines, flags } }, { t, pick }) {
  if (letters) return [inputColumn(t("strip.reads"), letters)];
  return [
    ...lines.map(({ name, values }) => inputColumn(pick(name), values)),
    ...flags.map(({ name, steps: at }) =>
      inputColumn(
        pick(name),
        Array.from({ length: steps }, (_, step) => Number(at.includes(step))),
      ),
    ),
  ];
}

/** The lane in the spotlight. @param {AppState} state @param {import("../../data/messages.js").Messages} messages @returns {Column[]} */
function lane(state, messages) {
  const { trace, unit } = state;
  const blueprint = blueprintOf(state);
  const openings = blueprint.valves.map(({ field }) => String(field));
  const waters = blueprint.charts.map(({ field }) => field).filter((field) => !openings.includes(field));
  return [...new Set([...openings, ...waters])].map((field) => ({
    name: unitWord(messages, blueprint, `lab.field.${field}`),
    field,
    values: (trace?.[field] ?? []).map((/** @type {number[]} */ row) => row[unit]),
    isSigned: !openings.includes(field),
  }));
}

/** @param {import("../../view/strip/bands.js").Strip} strip @param {import("../../data/messages.js").Messages} messages */
function answers({ answer, steps }, { t, pick }) {
  if (!answer) return [];
  return /** @type {const} */ (["answer", "true"]).flatMap((role) => {
    const lines = answer.lines.filter((line) => line.role === role);
    if (!answer.choices)
      return lines.map(({ name, values }) =>
        answerColumn(role === "answer" ? pick(name) : `${pick(name)}, ${t("strip.true")}`, values),
      );
    if (!lines.length) return [];
    const chosen = Array.from({ length: steps }, (_, step) => choiceAt(answer, role, step));
    return [
      answerColumn(
        t(`strip.${role}`),
        chosen.map((name) => name && pick(name)),
      ),
    ];
  });
}
