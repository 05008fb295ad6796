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
import { EMPTY, labelOf, readsText } from "../../state/question.js";

/** More lines than this would hide each other. */
const MOST = 6;

/**
 * @param {import("../../state/app_state.js").AppState} state
 * @param {number} [reached] of how many steps the answers may be seen
 * @returns {Strip|null} null while there is no run
 */
export function stripOf(state, reached = Infinity) {
  const { trace, preset } = state;
  if (!trace || !preset) return null;
  const steps = trace.x.length;
  return {
    steps,
    input: inputOf(state, trace.x, preset),
    answer: preset.head ? answerOf(state, steps, reached) : null,
  };
}

/** @param {import("../../state/app_state.js").AppState} state @param {number[][]} x @param {import("../../data/types.js").Preset} preset @returns {Band} */
function inputOf(state, x, { input }) {
  const letters = [...state.text].map((letter, step) => (state.emptied.includes(step) ? EMPTY : letter));
  if (readsText(state) && letters.length === x.length) return band([], { letters });
  const { ids, labels } = state;
  if (ids.length === x.length && labels.length === x.length)
    return band([], { letters: [...x.keys()].map((step) => labelOf(state, step)) });
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

/** What the head reads, as far as it was reached. @param {import("../../state/app_state.js").AppState} state @param {number} steps @param {number} reached @returns {Band|null} */
function answerOf(state, steps, reached) {
  const { trace, preset } = state;
  const ghost = ghostOf(state)?.readout;
  const targets = preset?.examples.find(({ inputs }) => isSame(inputs, trace?.x ?? []))?.targets;
  const runs = /** @type {const} */ ([
    ["untouched", ghost?.length === steps ? ghost : null],
    ["answer", trace?.readout],
    ["true", targets],
  ]);
  const names = preset?.head?.names ?? [];
  const lines = runs.flatMap(([role, rows]) =>
    rows ? names.map((name, index) => ({ role, name, index, values: rows.map((row) => row[index]) })) : [],
  );
  if (!lines.length) return null;
  const whole = band(lines, preset?.head?.says === "choice" ? { choices: names } : {}); // its scale is that of all steps
  const seen = lines.map((line) => ({
    ...line,
    values: line.values.map((value, at) => (at < reached ? value : null)),
  }));
  return { ...whole, lines: seen };
}

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
