/**
 * What stands above the picture: what goes in, what the network answers, and what was true. Pure; the view draws nothing else.
 *
 * @typedef {import("../../data/types.js").Localized} Localized
 * @typedef {{role: "input"|"answer"|"untouched"|"true", name: Localized, index: number, values: (number|null)[]}} Line one number per step; null: unknown
 * @typedef {{name: Localized, steps: number[]}} Flags the steps at which an input is not 0
 * @typedef {{lines: Line[], flags: Flags[], letters: string[]|null, choices: Localized[]|null, low: number, high: number}} Band
 *   `letters`: instead of lines, the input as typed; `choices`: instead of numbers, the names of a read-out
 * @typedef {{steps: number, input: Band, answer: Band|null}} Strip
 */

import { ghostOf } from "../../state/flow.js";
import { EMPTY, phasesOf, readsText } from "../../state/question.js";

/** More lines than this would hide each other. */
const MOST = 6;

/** @param {import("../../state/app_state.js").AppState} state @returns {Strip|null} null while there is no run */
export function stripOf(state) {
  const { trace, preset } = state;
  if (!trace || !preset) return null;
  const steps = trace.x.length;
  return { steps, input: inputOf(state, trace.x, preset), answer: preset.head ? answerOf(state, steps) : null };
}

/** @param {import("../../state/app_state.js").AppState} state @param {number[][]} x @param {import("../../data/types.js").Preset} preset @returns {Band} */
function inputOf(state, x, { input }) {
  const letters = [...state.text].map((letter, step) => (state.emptied.includes(step) ? EMPTY : letter));
  if (readsText(state) && letters.length === x.length) return band([], { letters });
  const isFlag = (/** @type {number} */ column) => input.drawn?.[column] === "flag";
  const columns = [...input.names.keys()];
  const lines = columns.filter((column) => !isFlag(column)).slice(0, MOST);
  return band(
    lines.map((index) => ({ role: "input", name: input.names[index], index, values: x.map((row) => row[index]) })),
    {
      flags: columns
        .filter(isFlag)
        .map((index) => ({ name: input.names[index], steps: [...x.keys()].filter((step) => x[step][index]) })),
    },
  );
}

/** What the head reads, as far as it may be shown. @param {import("../../state/app_state.js").AppState} state @param {number} steps @returns {Band|null} */
function answerOf(state, steps) {
  const { trace, preset, limit } = state;
  const ghost = ghostOf(state)?.readout;
  const known = limit === null ? steps : Math.floor((limit + 1) / phasesOf(state));
  const targets = preset?.examples.find(({ inputs }) => isSame(inputs, trace?.x ?? []))?.targets;
  const runs = /** @type {const} */ ([
    ["untouched", ghost?.length === steps ? ghost : null],
    ["answer", trace?.readout],
    ["true", targets],
  ]);
  const names = preset?.head?.names ?? [];
  const lines = runs.flatMap(([role, rows]) =>
    rows ? names.map((name, index) => ({ role, name, index, values: columnOf(rows, index, known) })) : [],
  );
  return lines.length ? band(lines, preset?.head?.says === "choice" ? { choices: names } : {}) : null;
}

/** @param {readonly (readonly (number|null)[])[]} rows @param {number} column @param {number} known */
const columnOf = (rows, column, known) => rows.map((row, step) => (step < known ? row[column] : null));

/** @param {Line[]} lines @param {Partial<Band>} more @returns {Band} */
function band(lines, more) {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [0, 0]);
  return { lines, flags: [], letters: null, choices: null, low, high: high > low ? high : low + 1, ...more };
}

/** The name of the largest of some read-outs at a step, or null. @param {Band} band @param {Line["role"]} role @param {number} step */
export function choiceAt({ lines, choices }, role, step) {
  const values = lines.filter((line) => line.role === role).map((line) => line.values[step]);
  if (!choices || !values.length || values.some((value) => value === null)) return null;
  return choices[values.indexOf(Math.max(...values.map(Number)))];
}

/** @param {readonly (readonly number[])[]} a @param {readonly (readonly number[])[]} b */
const isSame = (a, b) => a.length === b.length && a.every((row, at) => row.every((value, n) => value === b[at][n]));
