/** A checkpoint as a preset. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessages } from "../../../../static/js/data/messages.js";
import { nameOf, placeOf, presetOf } from "../../../../static/js/pages/train/preset.js";
import { run } from "./support.js";

const MESSAGES = createMessages(
  {
    "train.input.any": "input {n}",
    "train.output.any": "answer {n}",
    "train.input.stock_position.0": "price",
    "train.input.stock_position.1": "buy",
    "train.input.brackets.0": "(",
    "train.input.brackets.1": ")",
  },
  "en",
);
const NET = { W: [[1, 2]], U: [[3]], b: [4], p: null };
const CHECKPOINT = { n: 3, step: 60, model: { unit: "rnn", weights: { h: NET } }, head: { V: [[5]], c: [6] } };
/** @param {number[][]} inputs */
const example = (inputs) => ({
  inputs,
  targets: inputs.map((_, step) => [step]),
  mask: inputs.map((_, step) => (step ? 1 : 0)),
});
/** @param {string|null} task */
const taught = (task) => run({ plan: { ...run().plan, task, unit: "rnn", units: 1 } });

test("numbers are lines, what is 0 or 1 throughout is a flag and names its steps", () => {
  const preset = presetOf(
    MESSAGES,
    taught("stock_position"),
    example([
      [0.5, 0],
      [0.25, 1],
    ]),
    CHECKPOINT,
  );
  assert.deepEqual(preset.input.drawn, ["line", "flag"]);
  assert.deepEqual(preset.input.names, [
    { en: "price", zh: "price" },
    { en: "buy", zh: "buy" },
  ]);
  assert.deepEqual(preset.examples[0].labels.en, ["", "buy"]);
  assert.deepEqual(preset.examples[0].targets, [[null], [1]], "a target that does not count is unknown");
  assert.deepEqual([preset.head?.W, preset.head?.b, preset.head?.says], [[[5]], [6], "numbers"]);
  assert.equal(preset.weights.h, NET);
  assert.deepEqual(placeOf(preset.name), { id: "a", n: 3 });
});

test("an input that is one of several letters is text", () => {
  const preset = presetOf(
    MESSAGES,
    taught("brackets"),
    example([
      [1, 0],
      [0, 1],
      [1, 0],
    ]),
    CHECKPOINT,
  );
  assert.equal(preset.input.kind, "text");
  assert.equal(preset.examples[0].text, "()(");
  assert.deepEqual(preset.input.alphabet, { "(": [1, 0], ")": [0, 1] });
});

test("a series has plain names; several answers are a choice", () => {
  const several = { ...CHECKPOINT, head: { V: [[1], [2]], c: [0, 0] } };
  const preset = presetOf(MESSAGES, taught(null), example([[0.1], [0.2]]), several);
  assert.equal(preset.input.names[0].en, "input 1");
  assert.deepEqual([preset.head?.says, preset.head?.names.map(({ en }) => en)], ["choice", ["answer 1", "answer 2"]]);
});

test("a name leads back to its checkpoint", () => {
  assert.deepEqual(placeOf(nameOf("0a-1", 12)), { id: "0a-1", n: 12 });
  assert.equal(placeOf("lanes"), null);
  assert.equal(placeOf(undefined), null);
});
