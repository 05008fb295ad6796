import assert from "node:assert/strict";
import { test } from "node:test";
import { peakOf, roundUp } from "../../../static/js/unit/scale.js";

test("a peak is rounded up to 1, 2 or 5 times a power of ten, exactly", () => {
  for (let exponent = -12; exponent <= 12; exponent++) {
    /** @param {number} digit */
    const of = (digit) => Number(`${digit}e${exponent}`);
    for (const mark of [1, 2, 5]) assert.equal(roundUp(of(mark)), of(mark), `${mark}e${exponent}`);
    for (const [above, mark] of [
      [1.0001, 2],
      [2.0001, 5],
      [5.0001, 10],
      [9.9999, 10],
    ])
      assert.equal(roundUp(of(above)), of(mark), `${above}e${exponent}`);
  }
  assert.equal(roundUp(0), 1);
});

test("a peak is the largest absolute value of the units that are shown", () => {
  assert.equal(
    peakOf(
      [
        [1, -7, 3],
        [-2, 0, 0],
      ],
      [0, 2],
    ),
    3,
  );
  assert.equal(peakOf([], [0]), 0);
});
