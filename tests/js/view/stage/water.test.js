import assert from "node:assert/strict";
import { test } from "node:test";
import { course } from "../../../../static/js/view/stage/courses.js";

/** A straight pipe into a joint. @param {[number, number]} [into] @returns {any} */
const layout = (into) => ({
  flip: 1,
  pipes: {
    kept: [
      [0, 0],
      [10, 0],
    ],
  },
  nodes: { joint: { at: [10, 0], along: [1, 0], ...(into ? { into } : {}) } },
});
/** @type {any} */
const UNIT = { nodes: [{ id: "joint", kind: "sum" }] };
/** @type {any} */
const KEPT = { id: "kept", from: "forget", to: "joint" };

test("a lane runs beside its pipe, across the flow", () => {
  assert.deepEqual(course(UNIT, layout(), KEPT, 2), [
    [0, 2],
    [10, 2],
  ]);
  assert.deepEqual(course(UNIT, layout(), KEPT, -3), [
    [0, -3],
    [10, -3],
  ]);
});

test("at a joint a lane ends where it meets the same lane of the pipe that comes across", () => {
  // From above, a lane 2 beside the flow runs at x = 10 - 2; it meets the line y = 2 there.
  assert.deepEqual(course(UNIT, layout([0, 1]), KEPT, 2), [
    [0, 2],
    [8, 2],
  ]);
  // From below it runs on the other side.
  assert.deepEqual(course(UNIT, layout([0, -1]), KEPT, 2), [
    [0, 2],
    [12, 2],
  ]);
});
