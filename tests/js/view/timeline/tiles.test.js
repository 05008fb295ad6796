import assert from "node:assert/strict";
import { test } from "node:test";
import { gridOf, rowOf } from "../../../../static/js/view/timeline/grid.js";
import {
  heatTiles,
  inputPeaks,
  inputTiles,
  lettersOf,
  memoryLine,
  stepLabels,
} from "../../../../static/js/view/timeline/tiles.js";
import { LSTM } from "../../support/blueprints.js";
import { randomTrace } from "../../support/sample.js";

const UNITS = [1, 3, 4];
const trace = randomTrace({ steps: 6, units: 5, seed: 9 });
const grid = gridOf({ steps: 6, inputs: 2, units: UNITS, room: 240, heat: LSTM.heat });

test("each valve, shown unit and step has one tile, whose opacity is the trace's gate, exactly", () => {
  const tiles = heatTiles(grid, trace, []);
  assert.equal(tiles.length, 3 * UNITS.length * 6);
  /** @type {[import("../../../../static/js/view/timeline/grid.js").RowKind, "f"|"i"|"o"][]} */
  const rows = [
    ["forget", "f"],
    ["write", "i"],
    ["output", "o"],
  ];
  for (const [row, field] of rows) {
    for (const [strip, unit] of UNITS.entries()) {
      const line = tiles.filter((tile) => tile.row === row && tile.unit === unit);
      assert.deepEqual(
        line.map(({ alpha }) => alpha),
        trace[field].map((/** @type {number[]} */ values) => values[unit]),
      );
      assert.deepEqual(
        line.map(({ x }) => x),
        [0, 40, 80, 120, 160, 200],
      );
      const { y, strip: height } = rowOf(grid, row);
      assert.ok(line.every((tile) => tile.y === y + strip * height && tile.height === height && tile.width === 40));
    }
  }
});

test("only the steps in view have tiles", () => {
  const steps = new Set(heatTiles(grid, trace, [], 2, 3).map(({ step }) => step));
  assert.deepEqual([...steps], [2, 3]);
});

test("pinned tiles are those that a pin holds", () => {
  const tiles = heatTiles(grid, trace, [
    { gate: "input", value: 1, units: [3], from: 1, to: 2 },
    { gate: "output", value: 0, from: 5 },
  ]);
  const pinned = tiles.flatMap(({ pinned, row, unit, step }) => (pinned ? [`${row} ${unit} ${step}`] : []));
  assert.deepEqual(pinned, ["write 3 1", "write 3 2", "output 1 5", "output 3 5", "output 4 5"]);
});

test("an input's colour is its share of its range, or of what the run holds where that is more", () => {
  const run = {
    ...trace,
    x: [
      [0.5, -3],
      [-1, 1.5],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  };
  const peaks = inputPeaks(run, [
    [-2, 1],
    [0, 1],
  ]);
  assert.deepEqual(peaks, [2, 3]);
  const tiles = inputTiles(grid, run, peaks);
  assert.deepEqual(
    tiles
      .filter(({ strip }) => strip === 0)
      .map(({ value, alpha }) => [value, alpha])
      .slice(0, 3),
    [
      [0.5, 0.25],
      [-1, 0.5],
      [0, 0],
    ],
  );
  assert.deepEqual(
    tiles
      .filter(({ strip }) => strip === 1)
      .map(({ value, alpha }) => [value, alpha])
      .slice(0, 2),
    [
      [-3, 1],
      [1.5, 0.5],
    ],
  );
  assert.deepEqual(inputPeaks({ ...trace, x: [[0]] }, []), [1], "an input that is always zero has a scale too");
});

test("the memory's line starts before the first step and passes each step's value in its middle", () => {
  const full = 2;
  const { y, height } = rowOf(grid, "memory");
  const points = memoryLine(grid, trace, LSTM.memory, 3, full);
  assert.deepEqual(
    points.map(({ x }) => x),
    [0, 20, 60, 100, 140, 180, 220],
  );
  assert.deepEqual(
    points.map(({ value }) => value),
    [trace.C0[3], ...trace.C.map((/** @type {number[]} */ row) => row[3])],
  );
  for (const point of points) {
    const read = ((y + height / 2 - point.y) / (height / 2 - 3)) * full;
    assert.ok(Math.abs(read - point.value) < 1e-12);
  }
  assert.equal(memoryLine(grid, trace, LSTM.memory, 3, full, 2, 4).length, 3);
});

test("letters are shown where the text that is typed is the one that ran", () => {
  const alphabet = { "(": [1, 0], ")": [0, 1], a: [0, 0], b: [0, 0] };
  const run = {
    ...trace,
    x: [
      [1, 0],
      [0, 0],
      [0, 1],
    ],
  };
  assert.deepEqual(lettersOf(run, alphabet, "(b)"), ["(", "b", ")"]);
  assert.deepEqual(lettersOf(run, alphabet, "(("), ["(", "", ""]);
  assert.deepEqual(lettersOf(run, alphabet, "?a)"), ["", "a", ")"]);
});

test("names of steps never run into each other, nor beyond the last step, where they would be cut", () => {
  /** @param {string[]} labels */
  const shown = (labels) =>
    stepLabels(grid, labels, 0, 5, (text) => 7 * text.length).map(({ step, text, x }) => [step, text, x]);
  const numbers = ["1", "2", "3", "4", "5", "6"];
  assert.deepEqual(
    shown(Array(6).fill("")),
    numbers.map((text, step) => [step, text, 40 * step + 2]),
  );
  assert.deepEqual(shown(["price 1", "b", "c", "", "d", "price 6"]), [
    [0, "price 1", 2],
    [2, "c", 82],
    [4, "d", 162],
  ]);
  assert.deepEqual(shown(["a", "a", "b", "b", "c", "last"]).at(-1), [5, "last", 202]);
  const steps = (/** @type {string[]} */ labels) => shown(labels).map(([step]) => step);
  assert.deepEqual(
    steps(["((x))a"].flatMap((text) => [...text])),
    [0, 1, 2, 3, 4, 5],
    "each letter of a text has its name",
  );
  assert.deepEqual(steps(["hold", "hold", "sell", "hold", "hold", "hold"]), [0, 2, 3]);
});
