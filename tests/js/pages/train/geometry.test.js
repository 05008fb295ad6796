/** Curve and map as pure geometry, held against numbers by hand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { firstBelow, frameOf, pathOf, placeOf, ticksOf } from "../../../../static/js/pages/train/curve.geometry.js";
import { cellAt, colourOf, fullOf, namedRows, pixelsOf } from "../../../../static/js/pages/train/map.geometry.js";
import { percent } from "../../../../static/js/pages/train/names.js";
import { point } from "./support.js";

const FRAME = { low: 0.01, high: 1, steps: 100 };

test("the curve is logarithmic: each tenth is as far down as the one before", () => {
  assert.deepEqual(
    [1, 0.1, 0.01].map((value) => placeOf(FRAME, 50, value)),
    [0, 0.5, 1].map((y) => ({ x: 0.5, y, isBeyond: false })),
  );
  assert.equal(pathOf(FRAME, [point(0, 1), point(1, 0.1)]), "M0 0L0.2 0.5");
});

test("what explodes is drawn at the upper edge and says that it is beyond", () => {
  for (const value of [2, Infinity, null]) assert.deepEqual(placeOf(FRAME, 0, value), { x: 0, y: 0, isBeyond: true });
  assert.equal(placeOf(FRAME, 0, 0).y, 1);
});

test("the frame holds every curve, but not more than ten times the mean's error", () => {
  assert.deepEqual(frameOf([{ points: [], steps: 800 }]), { low: 0.01, high: 1.6, steps: 800 });
  const { low, high, steps } = frameOf([
    { points: [point(0, 2.5), point(1, 0.003)], steps: 200 },
    { points: [point(0, null)], steps: 400 },
  ]);
  assert.deepEqual([low, high, steps], [0.001, 2.5, 400]);
  assert.equal(frameOf([{ points: [point(0, 1e9)], steps: 1 }]).high, 10);
  assert.deepEqual(ticksOf({ low: 0.001, high: 2.5, steps: 1 }).map(percent), ["100 %", "10 %", "1.0 %", "0.1 %"]);
});

test("where a run knows is its first checkpoint below", () => {
  const points = [0.9, 0.04, 0.06, 0.01].map((value, n) => point(n, value));
  assert.equal(firstBelow(points, 0.05)?.n, 1);
  assert.equal(firstBelow(points, 0.001), null);
});

test("the map has one pixel per step and checkpoint: the amount is its opacity, the sign its colour", () => {
  const ink = { colour: /** @type {const} */ ([1, 2, 3]), negative: /** @type {const} */ ([7, 8, 9]), full: 2 };
  const pixels = pixelsOf(
    [
      [0, 2],
      [-1, 4],
    ],
    3,
    ink,
  );
  assert.deepEqual([...pixels], [1, 2, 3, 0, 1, 2, 3, 255, 7, 8, 9, 128, 1, 2, 3, 255, ...Array(8).fill(0)]);
});

test("a full amount is a round number that no value exceeds", () => {
  assert.deepEqual([[[0.3]], [[-1.2]], [[4], [30]], [[Infinity]], []].map(fullOf), [1, 2, 50, 1, 1]);
});

test("a place on the map is a moment in both times, also beyond its edges", () => {
  assert.deepEqual(cellAt(0.5, 0.99, 10, 41), { step: 5, n: 40 });
  assert.deepEqual(cellAt(-1, 2, 10, 41), { step: 0, n: 40 });
  assert.deepEqual(cellAt(1, 0, 10, 41), { step: 9, n: 0 });
});

test("rows are named from the first to the last; colours are read", () => {
  assert.deepEqual([namedRows(41), namedRows(2), namedRows(1)], [[0, 10, 20, 30, 40], [0, 1], [0]]);
  assert.deepEqual(colourOf("#1d5fc0"), [29, 95, 192]);
});
