import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, filled, reach, strokeTo } from "../../../../static/js/pages/learn/draw.js";

test("the paper reaches to one, or to the next whole number", () => {
  assert.deepEqual([reach([0.2, -0.4]), reach([1, -0.4]), reach([0.2, -3.1])], [1, 1, 4]);
});

test("steps that a fast hand passes over lie on a straight line, both ways", () => {
  const empty = [0.5, null, null, null, null];
  const there = strokeTo(empty, null, { step: 1, value: 1 });
  assert.deepEqual(there, [0.5, 1, null, null, null]);
  const far = strokeTo(there, { step: 1, value: 1 }, { step: 4, value: -0.5 });
  assert.deepEqual(far, [0.5, 1, 0.5, 0, -0.5]);
  const back = strokeTo(far, { step: 4, value: -0.5 }, { step: 2, value: 0.5 });
  assert.deepEqual(back, [0.5, 1, 0.5, 0, -0.5]);
  assert.deepEqual(strokeTo(far, { step: 4, value: 1 }, { step: 4, value: 0.2 }), [0.5, 1, 0.5, 0, 0.2]);
});

test("a drawing is judged by its mean distance", () => {
  assert.equal(distance([0, 1, 0.5], [0, 0.5, 1.5]), 0.5);
});

test("what was not drawn stays as it was", () => {
  assert.deepEqual(filled([null, 0.2, null, null, -1], 0.5), [0.5, 0.2, 0.2, 0.2, -1]);
});
