import assert from "node:assert/strict";
import { test } from "node:test";
import { START } from "../../../../static/js/data/dye.js";
import { pileOf } from "../../../../static/js/features/dye/layers.js";
import { outline, roomFor } from "../../../../static/js/features/dye/outline.js";

/** By hand: 0.5 at the start, -0.25 enters at step 0, 1 at step 1; each valve lets half of it pass. */
const ROWS = [
  [0.25, -0.25, 0],
  [0.125, -0.125, 1],
];

test("layers are piled up from old to new, what is negative below zero", () => {
  const { layers, low, high } = pileOf(ROWS);
  assert.deepEqual([low, high], [-0.25, 1.125]);
  assert.deepEqual(
    layers.map(({ sources }) => sources),
    [[START], [0], [1]],
  );
  const [start, first, second] = layers;
  assert.deepEqual(start.up, [
    [0, 0.25],
    [0, 0.125],
  ]);
  assert.deepEqual(first.down, [
    [0, -0.25],
    [0, -0.125],
  ]);
  assert.deepEqual(second.up, [
    [0.25, 0.25],
    [0.125, 1.125],
  ]);
  assert.deepEqual(second.values, [0, 1]);
});

test("what is too thin is joined, with its signs kept apart, and none of it is lost", () => {
  const large = Array.from({ length: 11 }, () => 1);
  const { layers } = pileOf([[...large, 0.01, -0.02, 0.005, -0.002, 0]]);
  assert.equal(layers.length, 13, "twelve by themselves, however small");
  assert.deepEqual(layers[11].sources, [11]);
  const small = layers[12];
  assert.deepEqual(small.sources, [10, 12, 13]);
  const rounded = (/** @type {readonly number[]} */ ends) => ends.map((end) => Number(end.toFixed(9)));
  assert.deepEqual(
    [rounded(small.up[0]), rounded(small.down[0])],
    [
      [11, 11.015],
      [-0.02, -0.022],
    ],
  );
  assert.equal(Number(small.values[0].toFixed(9)), 0.013);
});

test("a long run has at most forty layers and one of all the others, whose ends are those of the memory's parts", () => {
  const steps = Array.from({ length: 100 }, (_, step) => step);
  const rows = steps.map((now) => [0, ...steps.map((step) => (step === now ? (step % 3 ? 1 : -1) : 0))]);
  const { layers, low, high } = pileOf(rows);
  assert.equal(layers.length, 41);
  assert.equal(layers[40].sources.length, 60);
  assert.deepEqual([low, high], [-1, 1]);
  for (const [at, row] of rows.entries()) {
    const total = layers.reduce((sum, { values }) => sum + values[at], 0);
    assert.equal(total, row[at + 1]);
  }
});

test("an empty memory has no layers", () => {
  assert.deepEqual(pileOf([[0, 0]]), { layers: [], low: 0, high: 0 });
});

const AXES = { x: (/** @type {number} */ step) => 10 * step, y: (/** @type {number} */ value) => 100 - 10 * value };

test("a layer is a staircase there and back; where there is nothing of it, it is interrupted", () => {
  assert.equal(
    outline(
      [
        [0, 2],
        [1, 2],
        [3, 3],
        [0, -1],
      ],
      AXES,
    ),
    "M0 100V80H10V80H20V90H10V100H0ZM30 100V110H40V100H30Z",
  );
  assert.equal(outline([[1, 1]], AXES), "");
});

test("a text stands in the middle of the longest stretch that is high enough, or nowhere", () => {
  const bands = /** @type {[number, number][]} */ ([
    [0, 0.5],
    [0, 3],
    [0, 3],
    [1, 3],
    [0, 0],
    [0, 9],
  ]);
  assert.deepEqual(roomFor(bands, AXES, { width: 28, height: 16 }), { x: 25, y: 80 });
  assert.equal(roomFor(bands, AXES, { width: 31, height: 16 }), null);
  assert.equal(
    roomFor(bands, AXES, { width: 28, height: 25 }),
    null,
    "it would not fit beside the third step's lower end",
  );
});
