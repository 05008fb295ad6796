import assert from "node:assert/strict";
import { test } from "node:test";
import { lengths, rnnQuestion } from "../../../../static/js/features/gradient/beside.state.js";
import { LSTM } from "../../support/blueprints.js";
import { openState, randomTrace } from "../../support/sample.js";

test("each length is a share of that of the chosen output, and ends there", () => {
  const dC = [
    [0.3, -0.4],
    [0.6, 0.8],
  ];
  const dh = [
    [0, 0.1],
    [3, 4],
  ];
  const start = { dC0: [0, 0], dh0: [0, 0] };
  const shares = { C: [0.1, 0.2], h: [0.02, 1], rnn: [0.005, 1] };
  assert.deepEqual(lengths(LSTM, { dC, dh, ...start }, [0.02, 4], null), shares);
  const after = [[0, 0]];
  assert.deepEqual(lengths(LSTM, { dC: [...dC, ...after], dh: [...dh, ...after], ...start }, [0.02, 4, 0], 1), shares);
});

test("the plain network is asked for the task that was learnt, with the inputs on show", () => {
  const trace = randomTrace({ steps: 4, units: 3 });
  const open = openState({ trace, backward: true });
  const training = { task: "recall", command: "", seed: 1, steps: 2, scores: {} };
  assert.ok(open.preset);
  const learnt = { ...open, preset: { ...open.preset, training } };
  assert.deepEqual(rnnQuestion(learnt), { task: "recall", inputs: trace.x, step: null });
  const earlier = { ...learnt, output: { step: 2, unit: null } };
  assert.deepEqual(rnnQuestion(earlier), { task: "recall", inputs: trace.x, step: 2 });
  assert.equal(rnnQuestion({ ...learnt, backward: false }), null);
  assert.equal(rnnQuestion({ ...open, preset: { ...open.preset, training: null } }), null);
});
