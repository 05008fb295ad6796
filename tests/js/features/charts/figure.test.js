import assert from "node:assert/strict";
import { test } from "node:test";
import { chartLayout, chartLines, markPlace } from "../../../../static/js/features/charts/figure.js";
import { showing, wholeRun, zoomed } from "../../../../static/js/features/charts/range.js";
import { GRU, LSTM } from "../../support/blueprints.js";
import { ECHO } from "../../support/echo.js";
import { randomTrace } from "../../support/sample.js";

const ROWS = LSTM.charts;
const COLOURS = /** @type {import("../../../../static/js/features/charts/figure.js").Colours} */ (
  Object.fromEntries(
    "ink muted line card forget write output candidate memory accent font".split(" ").map((name) => [name, name]),
  )
);
const trace = randomTrace({ steps: 5, units: 3, seed: 3 });
const NAMES = ["lane 1 (price)", "lane 2 (profit)", "lane 3"];
const ghost = randomTrace({ steps: 5, units: 3, seed: 4 });

/** @param {any} run @param {string} field @param {number} lane */
const column = (run, field, lane) => run[field].map((/** @type {number[]} */ values) => values[lane]);

/** @param {any} line */
const told = ({ meta, y, yaxis }) => [meta.field, meta.lane, meta.ghost, yaxis, y];

test("each shown lane has a line in each row, at the trace's values", () => {
  const lines = chartLines(LSTM, { trace, ghost: null, shown: [0, 2], unit: 2, names: ["1", "3"] }, COLOURS).map(told);
  const expected = ROWS.flatMap(({ field }, row) =>
    [0, 2].map((lane) => [field, lane, false, row ? `y${row + 1}` : "y", column(trace, field, lane)]),
  );
  assert.deepEqual(lines, expected);
});

test("the untouched run lies below, pale and at its own values", () => {
  const lines = chartLines(LSTM, { trace, ghost, shown: [1], unit: 1, names: ["2"] }, COLOURS);
  const pale = lines.filter((line) => /** @type {any} */ (line).meta.ghost);
  assert.deepEqual(
    pale.map((line) => /** @type {any} */ (line).y),
    ROWS.map(({ field }) => column(ghost, field, 1)),
  );
  assert.deepEqual(
    lines.map((line) => /** @type {any} */ (line).meta.ghost),
    ROWS.flatMap(() => [true, false]),
  );
});

test("the lane in the spotlight is the boldest", () => {
  const lines = chartLines(LSTM, { trace, ghost: null, shown: [0, 1, 2], unit: 1, names: NAMES }, COLOURS);
  assert.deepEqual(
    lines.map(({ name }) => name),
    ROWS.flatMap(() => NAMES),
  );
  const widths = lines.slice(0, 3).map((line) => /** @type {any} */ (line).line.width);
  assert.ok(widths[1] > widths[0] && widths[1] > widths[2]);
});

test("the present step is marked between the margins, where it is in view", () => {
  assert.equal(markPlace(0, { width: 154, range: [0.5, 5.5] }), 54);
  assert.equal(markPlace(4, { width: 154, range: [0.5, 5.5] }), 134);
  assert.equal(markPlace(5, { width: 154, range: [0.5, 5.5] }), null);
  assert.equal(markPlace(1, { width: 154, range: [2.5, 5.5] }), null);
});

test("rows lie one below the other and do not touch", () => {
  const view = { width: 900, names: NAMES, range: wholeRun(5), fine: true };
  const layout = /** @type {any} */ (chartLayout(LSTM, view, ECHO, COLOURS));
  const domains = ROWS.map((_, row) => layout[`yaxis${row ? row + 1 : ""}`].domain);
  assert.equal(domains[0][1], 1);
  for (const [row, [bottom]] of domains.slice(0, -1).entries()) assert.ok(bottom > domains[row + 1][1]);
  assert.ok(Math.abs(domains[5][0]) < 1e-12);
});

test("another unit has its own rows", () => {
  assert.deepEqual(
    GRU.charts.map(({ field }) => field),
    ["r", "z", "fresh", "n", "h"],
  );
});

test("zooming keeps the present step in view and stays inside the run", () => {
  assert.deepEqual(wholeRun(20), [0.5, 20.5]);
  assert.deepEqual(zoomed([0.5, 20.5], 0.5, 9, 20), [5, 15]);
  assert.deepEqual(zoomed([0.5, 20.5], 0.5, 0, 20), [0.5, 10.5]);
  assert.deepEqual(zoomed([0.5, 20.5], 0.5, 19, 20), [10.5, 20.5]);
  assert.deepEqual(zoomed([5, 15], 2, 9, 20), [0.5, 20.5]);
  assert.deepEqual(zoomed([8, 12], 0.5, 9, 20), [8, 12]);
  assert.deepEqual(zoomed([0.5, 2.5], 0.5, 1, 2), [0.5, 2.5]);
});

test("the range follows a step that leaves it", () => {
  assert.deepEqual(showing([5, 15], 9, 20), [5, 15]);
  assert.deepEqual(showing([0.5, 10.5], 14, 20), [10, 20]);
  assert.deepEqual(showing([10.5, 20.5], 0, 20), [0.5, 10.5]);
});
