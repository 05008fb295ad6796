import assert from "node:assert/strict";
import { test } from "node:test";
import { backflow, gradientScale } from "../../../static/js/unit/backflow.js";
import { GRU, LSTM } from "../support/blueprints.js";
import { GRADIENTS } from "../support/gradients.js";

test("the gradient of C stands in all that the joint adds up, that of the step before in the old memory", () => {
  const second = backflow(LSTM, GRADIENTS, 1, 1);
  assert.deepEqual(second, {
    ...{ old: -0.04, kept: 0.6, added: 0.6, memory: 0.6, out: 1 },
    ...{ candidate: null, branch: null, squeezed: null },
  });
  assert.equal(backflow(LSTM, GRADIENTS, 0, 0).old, 0.007);
});

test("in a GRU the memory itself is the output", () => {
  const { dh, dh0 } = GRADIENTS;
  const second = backflow(GRU, { dh, dh0 }, 1, 1);
  assert.deepEqual([second.old, second.kept, second.added, second.memory], [-0.2, 1, 1, 1]);
  assert.deepEqual([second.candidate, second.heard, second.passed], [null, null, null]);
  assert.equal(gradientScale(GRU, { dh: [[3]], dh0: [0] }, [0]), 5);
});

test("a full lane is the smallest round number that no gradient is beyond", () => {
  assert.equal(gradientScale(LSTM, GRADIENTS, [0, 1]), 1);
  const small = { dh: [[2e-7]], dC: [[-1.1e-6]], dh0: [0], dC0: [0] };
  assert.equal(gradientScale(LSTM, small, [0]), 2e-6);
  assert.equal(gradientScale(LSTM, { ...small, dC: [[0]], dh: [[0]] }, [0]), 1);
});
