import assert from "node:assert/strict";
import { test } from "node:test";
import { stopsOf } from "../../../../static/js/view/panels/transport.js";
import { openState } from "../../support/sample.js";

/** @param {number} step @param {number} phase */
const stops = (step, phase) => stopsOf({ ...openState({}), cells: Array(4).fill(["0"]), step, phase }, 6).map(Number);

test("a move that leads nowhere is told: at the start, at the end, and in between none", () => {
  assert.deepEqual(stops(0, 0), [1, 1, 1, 0, 0, 0]);
  assert.deepEqual(stops(0, 1), [0, 1, 0, 0, 0, 0]);
  assert.deepEqual(stops(2, 3), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(stops(3, 4), [0, 0, 0, 0, 1, 0]);
  assert.deepEqual(stops(3, 5), [0, 0, 0, 1, 1, 1]);
});
