import assert from "node:assert/strict";
import { test } from "node:test";
import {
  followers,
  fullColour,
  ordered,
  parseMask,
} from "../../../../../static/js/features/models/map/ranking.state.js";

test("units in the order of their numbers, or of their values", () => {
  const values = [2, 5, 1, 5];
  assert.deepEqual(ordered(values, "number"), [0, 1, 2, 3]);
  assert.deepEqual(ordered(values, "greatest"), [1, 3, 0, 2]);
  assert.deepEqual(ordered(values, "least"), [2, 0, 1, 3]);
});

test("a share has full colour at 1, a change and an age at the greatest", () => {
  assert.equal(fullColour("age", [1.5, 12]), 12);
  assert.equal(fullColour("hold", [0.2, 0.4]), 1);
  assert.equal(fullColour("change", [0.2, 3.5, 1]), 3.5);
  assert.equal(fullColour("change", [0, 0]), 1);
});

test("units are ranked by correlation of either sign; those that cannot be compared are left out", () => {
  const none = [[0], [0], [0], [0]];
  /** @type {any} */
  const measures = {
    correlation: {
      forget: [
        [0.1, 0.5],
        [-0.9, null],
        [null, null],
        [0.4, -0.6],
      ],
      input: none,
      output: none,
    },
    mask: { forget: [0.2, null, -0.3, 0], input: [], output: [] },
  };
  assert.deepEqual(followers(measures, "forget", 0), [
    { unit: 1, r: -0.9 },
    { unit: 3, r: 0.4 },
    { unit: 0, r: 0.1 },
  ]);
  assert.deepEqual(
    followers(measures, "forget", 1).map(({ unit }) => unit),
    [3, 0],
  );
  assert.deepEqual(
    followers(measures, "forget", "mask").map(({ r }) => r),
    [-0.3, 0.2, 0],
  );
  assert.deepEqual(followers({ ...measures, mask: null }, "forget", "mask"), []);
});

test("a mask is as many numbers as there are steps, however they are separated", () => {
  assert.deepEqual(parseMask(" 0,1;0\n1 -2.5 ", 5), { mask: [0, 1, 0, 1, -2.5] });
  assert.deepEqual(parseMask("0 1 maybe", 3), { fault: "number", values: { word: "maybe" } });
  assert.deepEqual(parseMask("0 1", 3), { fault: "count", values: { count: 2, steps: 3 } });
});
