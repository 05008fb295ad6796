import assert from "node:assert/strict";
import { test } from "node:test";
import { gridOf, rowOf } from "../../../../static/js/view/timeline/grid.js";
import { paintMemory } from "../../../../static/js/view/timeline/lines.js";
import { memoryLine } from "../../../../static/js/view/timeline/tiles.js";
import { LSTM } from "../../support/blueprints.js";
import { randomTrace } from "../../support/sample.js";

/** @typedef {{colour: string, points: number[][], top: number}} Stroke */

class RecordedPath {
  /** @type {number[][]} */
  points = [];
  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.points.push([x, y]);
  }
}

/** What a canvas is told to stroke, with the top of what it is clipped to. */
function recorder() {
  const strokes = /** @type {Stroke[]} */ ([]);
  let top = 0;
  const pen = {
    strokeStyle: "",
    save() {},
    restore() {},
    beginPath() {},
    clip() {},
    fillRect() {},
    setLineDash() {},
    /** @param {number} _x @param {number} y */
    rect(_x, y) {
      top = y;
    },
    /** @param {RecordedPath} path */
    stroke({ points }) {
      strokes.push({ colour: this.strokeStyle, points, top });
    },
  };
  return { pen: /** @type {any} */ (pen), strokes };
}

test("the memory's lines: the untouched run pale below, then above zero and below it in their hues", (t) => {
  const before = globalThis.Path2D;
  globalThis.Path2D = /** @type {any} */ (RecordedPath);
  t.after(() => {
    globalThis.Path2D = before;
  });
  const { pen, strokes } = recorder();
  const [trace, ghost] = [3, 4].map((seed) => randomTrace({ steps: 5, units: 3, seed }));
  const grid = gridOf({ steps: 5, inputs: 1, units: [1], room: 200, heat: LSTM.heat });
  const palette = { positive: "up", negative: "down", muted: "pale", line: "", sunken: "" };
  paintMemory(
    pen,
    grid,
    /** @type {any} */ ({ memories: trace, memory: LSTM.memory, ghost, full: 2, unit: 1 }),
    /** @type {any} */ (palette),
    0,
    4,
  );

  /** @param {typeof trace} run */
  const line = (run) => memoryLine(grid, run, LSTM.memory, 1, 2, 0, 4).map(({ x, y }) => [x, y]);
  const row = rowOf(grid, "memory");
  const [untouched, above, below] = strokes;
  assert.deepEqual([untouched.colour, above.colour, below.colour], ["pale", "up", "down"]);
  assert.deepEqual(untouched.points, line(ghost));
  assert.deepEqual([above.points, below.points], [line(trace), line(trace)]);
  assert.equal(above.top, row.y);
  assert.ok(below.top > row.y + row.height / 2);
});
