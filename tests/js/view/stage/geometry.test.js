import assert from "node:assert/strict";
import { test } from "node:test";
import {
  across,
  beside,
  corner,
  direction,
  frame,
  lane,
  lanes,
  path,
} from "../../../../static/js/view/stage/geometry.js";

/** @typedef {[number, number]} Point */

/** @param {readonly number[]} found @param {readonly number[]} wanted */
function near(found, wanted) {
  assert.equal(found.length, wanted.length);
  for (const [index, value] of wanted.entries())
    assert.ok(Math.abs(found[index] - value) < 1e-9, `${found} is not ${wanted}`);
}

test("across the flow is to its right, or to its left on a flipped layout", () => {
  near(across([1, 0], 1), [0, 1]);
  near(across([0, -1], 1), [1, 0]);
  near(across([0, 1], -1), [1, 0]);
});

test("a place is named by its way along and across the flow", () => {
  near(beside([10, 20], [0, -1], 1, 3, 5), [15, 17]);
  near(beside([10, 20], [0.6, 0.8], 1, 5, 0), [13, 24]);
});

test("a frame maps its own u and v to the same place", () => {
  const [a, b, c, d, e, f] =
    frame([7, 9], [0.6, 0.8], -1)
      .match(/-?[\d.]+/g)
      ?.map(Number) ?? [];
  const [u, v] = [3, 11];
  near([a * u + c * v + e, b * u + d * v + f], beside([7, 9], [0.6, 0.8], -1, u, v));
});

test("a corner lies at the same distance from both of its lines", () => {
  const turns = /** @type {Point[]} */ ([
    [0, 1],
    [1, 0],
    [0.6, 0.8],
    [0, -1],
  ]);
  for (const outOf of turns) {
    const [x, y] = corner([0, 0], [1, 0], outOf, 1, 4);
    const distance = /** @param {Point} along */ (along) => along[0] * y - along[1] * x;
    near([distance([1, 0]), distance(outOf)], [4, 4]);
  }
});

test("lanes keep their order and their distance round a bend", () => {
  const bend = /** @type {Point[]} */ ([
    [0, 0],
    [100, 0],
    [100, 80],
  ]);
  assert.deepEqual(lane(bend, 1, -10), [
    [0, -10],
    [110, -10],
    [110, 80],
  ]);
  assert.deepEqual(lane(bend, 1, 10), [
    [0, 10],
    [90, 10],
    [90, 80],
  ]);
});

test("a lane beside a straight line with a point in its middle is straight", () => {
  assert.deepEqual(
    lane(
      [
        [0, 0],
        [5, 0],
        [9, 0],
      ],
      1,
      3,
    ),
    [
      [0, 3],
      [5, 3],
      [9, 3],
    ],
  );
});

test("bends are arcs about one centre", () => {
  const bend = /** @type {Point[]} */ ([
    [0, 0],
    [100, 0],
    [100, 80],
  ]);
  assert.equal(path(bend, 20), "M0 0L80 0A20 20 0 0 1 100 20L100 80");
  assert.equal(path(lane(bend, 1, -10), 20, 1, -10), "M0 -10L80 -10A30 30 0 0 1 110 20L110 80");
  assert.equal(path(lane(bend, 1, 10), 20, 1, 10), "M0 10L80 10A10 10 0 0 1 90 20L90 80");
});

test("an arc touches both of its lines, whatever the angle", () => {
  const d = path(
    [
      [0, 0],
      [100, 0],
      [160, 80],
    ],
    50,
  );
  const cut = 50 * Math.tan(Math.atan2(80, 60) / 2);
  const numbers = d.match(/-?[\d.]+/g)?.map(Number) ?? [];
  assert.ok(Math.abs(numbers[2] - (100 - cut)) < 1e-3);
  assert.deepEqual(direction([0, 0], [60, 80]), [0.6, 0.8]);
});

test("lanes share the pipe evenly, and one alone is no wider than it looks well", () => {
  assert.deepEqual(lanes(4, 96), { pitch: 24, full: 24 * 0.84, offsets: [-36, -12, 12, 36] });
  assert.equal(lanes(1, 96).full, 56);
});
