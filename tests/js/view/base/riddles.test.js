import assert from "node:assert/strict";
import { test } from "node:test";
import { questionInWords, reasonInWords } from "../../../../static/js/view/base/riddles.js";
import { LSTM, PHASES } from "../../support/blueprints.js";
import { randomTrace } from "../../support/sample.js";

/** @type {Record<string, string|number>} */
let told = {};
/** @type {any} tells its values apart from the text */
const MESSAGES = {
  has: () => false,
  pick: (/** @type {{en: string}} */ { en }) => en,
  t(/** @type {string} */ id, values = {}) {
    told = values;
    return id;
  },
};
const trace = {
  ...randomTrace({ steps: 3, units: 2 }),
  f: [
    [0, 0],
    [0, 0.25],
    [0, 0],
  ],
  kept: [
    [0, 0],
    [0, -0.5],
    [0, 0],
  ],
};

/** @type {any} */
const QUESTION = { kind: "mix", lane: 1, reveals: PHASES.length + 3, pin: null };

test("a question names lane and step as people count them", () => {
  assert.equal(questionInWords(MESSAGES, LSTM, QUESTION), "predict.question.mix");
  assert.deepEqual([told.lane, told.step], ["2", 2]);
});

test("a question about a turned valve says which way", () => {
  const turned = (/** @type {number} */ value) =>
    questionInWords(MESSAGES, LSTM, { ...QUESTION, pin: { gate: "forget", value } });
  assert.deepEqual([turned(0), turned(1)], ["predict.question.pin_shut", "predict.question.pin_open"]);
});

test("a reason has the trace's numbers of that step and lane: openings without a sign, amounts with one", () => {
  assert.equal(reasonInWords(MESSAGES, LSTM, QUESTION, trace), "predict.reason.mix");
  assert.deepEqual([told.f, told.kept], ["0.25", "−0.500"]);
  assert.equal(told.before, told.C_prev);
  assert.ok(!("z_f" in told) && !("x" in told));
});
