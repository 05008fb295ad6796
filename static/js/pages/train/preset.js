/**
 * A checkpoint in the form of a preset, so that every view of the Lab can show it. Pure.
 *
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("./runs.state.js").Run} Run
 * @typedef {import("./looking.state.js").Example} Example
 * @typedef {{n: number, step: number, model: {unit: string, weights: import("../../data/types.js").Weights}, head: {V: number[][], c: number[]}}} Checkpoint
 *   as the API answers it
 */

import { blueprintNamed } from "../../unit/blueprint.js";

const EXAMPLE = "example";

/** What a checkpoint is called on this page. @param {string} id of its training @param {number} n */
export const nameOf = (id, n) => `${id}-${n}`;

/** @param {unknown} name that `nameOf` made @returns {{id: string, n: number}|null} */
export function placeOf(name) {
  const found = /^(.+)-(\d+)$/.exec(String(name));
  return found && { id: found[1], n: Number(found[2]) };
}

/** @param {Messages} messages @param {Run} run @param {Example} example @param {Checkpoint} checkpoint @returns {Preset} */
export function presetOf(messages, { id, plan }, example, { n, model, head }) {
  const { nets } = blueprintNamed(model.unit);
  const names = wordsOf(messages, plan.task, "input", example.inputs[0].length);
  const isFlag = names.map((_, column) => example.inputs.every((row) => row[column] === 0 || row[column] === 1));
  const text = lettersOf(names, example.inputs);
  return {
    name: nameOf(id, n),
    title: both(""),
    summary: both(""),
    unit: model.unit,
    units: plan.units,
    inputs: names.length,
    peepholes: Object.fromEntries(
      nets.flatMap(({ letter, peephole }) =>
        peephole ? [[letter, model.weights[letter].p ? plan.peepholes : "none"]] : [],
      ),
    ),
    weights: model.weights,
    unit_names: Array.from({ length: plan.units }, () => both("")),
    head: {
      W: head.V,
      b: head.c,
      names: wordsOf(messages, plan.task, "output", head.c.length).map(both),
      says: head.c.length > 1 ? "choice" : "numbers",
    },
    input: {
      kind: text === null ? "numbers" : "text",
      names: names.map(both),
      ranges: [],
      alphabet: text === null ? null : Object.fromEntries(names.map((name, column) => [name, oneOf(names, column)])),
      drawn: isFlag.map((flag) => (flag ? "flag" : "line")),
    },
    examples: [
      {
        id: EXAMPLE,
        title: both(""),
        text,
        inputs: example.inputs,
        labels: labelled(
          example.inputs.map((row) => names.filter((_, column) => isFlag[column] && row[column]).join(" ")),
        ),
        targets: example.targets.map((row, step) => (example.mask[step] ? row : row.map(() => null))),
      },
    ],
    captions: [],
    training: null,
  };
}

/** The names of a task's inputs or outputs; those of a series, and of a task that the page does not know, are plain. @param {Messages} messages @param {string|null} task @param {"input"|"output"} kind @param {number} count */
function wordsOf({ t, has }, task, kind, count) {
  return Array.from({ length: count }, (_, at) => {
    const id = `train.${kind}.${task}.${at}`;
    if (task && has(id)) return t(id);
    return t(kind === "input" ? "train.input.any" : "train.output.any", { n: at + 1 });
  });
}

/** The input as letters, where each step is one of them; otherwise null. @param {string[]} names @param {number[][]} inputs */
function lettersOf(names, inputs) {
  const isOneOf = (/** @type {number[]} */ row) => row.filter(Boolean).length === 1 && row.includes(1);
  if (names.some((name) => [...name].length > 1) || !inputs.every(isOneOf)) return null;
  return inputs.map((row) => names[row.indexOf(1)]).join("");
}

/** @param {string[]} names @param {number} column */
const oneOf = (names, column) => names.map((_, at) => (at === column ? 1 : 0));

/** A text that is the same in every language: this page has words of one alone. @param {string} text */
const both = (text) => ({ en: text, zh: text });

/** @param {string[]} labels */
const labelled = (labels) => ({ en: labels, zh: labels });
