import assert from "node:assert/strict";
import { test } from "node:test";
import { staggered } from "../../../../static/js/features/dye/staggered.js";

test("labels that would run into each other stand in rows of their own, in any order", () => {
  assert.deepEqual(staggered([10, 50, 90], 30), [0, 0, 0]);
  assert.deepEqual(staggered([50, 60, 70, 80, 95], 30), [0, 1, 2, 0, 1]);
  assert.deepEqual(staggered([80, 60, 50, 70, 95], 30), [0, 1, 0, 2, 1]);
  assert.deepEqual(staggered([5], 30), [0]);
});
