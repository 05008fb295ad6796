import assert from "node:assert/strict";
import { test } from "node:test";
import { gridOf, hit, inView, rowOf, scrollTo } from "../../../../static/js/view/timeline/grid.js";
import { LSTM } from "../../support/blueprints.js";

const grid = gridOf({ steps: 10, inputs: 2, units: [0, 3, 5], room: 300, heat: LSTM.heat });

test("columns share the room, but are never narrower than a finger can aim at", () => {
  /** @param {number} steps @param {number} room */
  const column = (steps, room) => gridOf({ steps, inputs: 1, units: [0], room, heat: LSTM.heat }).column;
  assert.deepEqual([column(10, 300), column(64, 900), column(512, 900), column(2, 900)], [30, 14, 14, 96]);
  assert.equal(gridOf({ steps: 512, inputs: 1, units: [0], room: 900, heat: LSTM.heat }).width, 512 * 14);
});

test("rows lie below one another without touching, inside the height", () => {
  assert.deepEqual(
    grid.rows.map(({ kind, strips }) => [kind, strips]),
    [
      ["labels", 1],
      ["input", 2],
      ["forget", 3],
      ["write", 3],
      ["output", 3],
      ["memory", 1],
    ],
  );
  for (const [index, row] of grid.rows.entries()) {
    assert.equal(row.height, row.strip * row.strips);
    const next = grid.rows[index + 1];
    assert.ok(row.y + row.height < (next?.y ?? grid.height), row.kind);
  }
});

test("a point on a strip tells step and unit", () => {
  const write = rowOf(grid, "write");
  assert.deepEqual(hit(grid, 65, write.y + write.strip * 1.5), { step: 2, row: "write", strip: 1, unit: 3 });
  const input = rowOf(grid, "input");
  assert.deepEqual(hit(grid, 0, input.y + input.height - 1), { step: 0, row: "input", strip: 1, unit: null });
  assert.deepEqual(hit(grid, 299, rowOf(grid, "memory").y), { step: 9, row: "memory", strip: 0, unit: null });
});

test("a drag that leaves the picture stays on the nearest step", () => {
  assert.deepEqual(hit(grid, -50, -50), { step: 0, row: null, strip: 0, unit: null });
  assert.equal(hit(grid, 5000, 10).step, 9);
});

test("what is in view covers the window and no more than a column beside it", () => {
  const long = gridOf({ steps: 512, inputs: 1, units: [0], room: 280, heat: LSTM.heat });
  assert.deepEqual(inView(long, 0, 280), [0, 20]);
  assert.deepEqual(inView(long, 1400, 280), [99, 120]);
  assert.deepEqual(inView(long, 512 * 14 - 280, 280), [491, 511]);
});

test("a step in view does not scroll; one outside comes to the middle, within the ends", () => {
  const long = gridOf({ steps: 512, inputs: 1, units: [0], room: 280, heat: LSTM.heat });
  assert.equal(scrollTo(long, 5, 30, 280), 30);
  assert.equal(scrollTo(long, 100, 0, 280), 100 * 14 - 133);
  assert.equal(scrollTo(long, 0, 500, 280), 0);
  assert.equal(scrollTo(long, 511, 0, 280), 512 * 14 - 280);
});

test("rows that are left out leave no gap, and memory stays", () => {
  const low = gridOf({
    steps: 10,
    inputs: 2,
    units: [0, 3, 5],
    room: 300,
    heat: LSTM.heat,
    without: ["labels", "input"],
  });
  assert.deepEqual(
    low.rows.map(({ kind }) => kind),
    grid.rows.map(({ kind }) => kind).filter((kind) => kind !== "labels" && kind !== "input"),
  );
  assert.equal(low.rows[0].y, 0);
  assert.ok(low.height < grid.height - rowOf(grid, "input").height - rowOf(grid, "labels").height);
});
