import assert from "node:assert/strict";
import { test } from "node:test";
import { createComposer } from "../../../../static/js/view/timeline/picture.js";
import { openState, randomTrace, textPreset } from "../../support/sample.js";

const compose = createComposer("en");
const trace = randomTrace({ steps: 4, units: 3 });
const state = openState({ trace, step: 2, unit: 1 });

test("there is no picture without a run, a lane or room", () => {
  assert.equal(compose({ ...state, trace: null }, 400), null);
  assert.equal(compose({ ...state, shown: [] }, 400), null);
  assert.equal(compose(state, 0), null);
});

test("a picture has the run's steps, the example's labels and each input's range", () => {
  const picture = compose(state, 400);
  assert.equal(picture?.grid.steps, 4);
  assert.equal(picture?.content.trace, trace);
  assert.deepEqual(picture?.content.labels, ["a", "b", "c", "d"]);
  assert.deepEqual(picture?.content.peaks, [1, 1]);
  assert.deepEqual([picture?.content.step, picture?.content.unit, picture?.content.letters], [2, 1, null]);
  assert.deepEqual(compose({ ...state, example: null }, 400)?.content.labels, ["", "", "", ""]);
});

test("the memory of the untouched run fits into the row as well", () => {
  const untouched = { ...randomTrace({ steps: 4, units: 3, seed: 2 }), C0: [0, -13, 0] };
  const pins = [{ gate: /** @type {const} */ ("forget"), value: 0 }];
  assert.equal(compose({ ...state, untouched }, 400)?.content.full, 1);
  assert.equal(compose({ ...state, untouched, pins }, 400)?.content.full, 20);
});

test("below the unrolled row the memory has the room that the low picture leaves", () => {
  const below = createComposer("en", true);
  /** @param {typeof compose} composer @param {typeof state["view"]} view */
  const height = (composer, view) =>
    composer({ ...state, view }, 400)?.grid.rows.find(({ kind }) => kind === "memory")?.height;
  assert.deepEqual([height(below, "pipe"), height(below, "row"), height(compose, "row")], [70, 166, 70]);
});

test("of a text, the letters that ran are shown, in one strip", () => {
  const preset = textPreset();
  const run = { ...randomTrace({ steps: 3, units: 3 }), x: preset.examples[0].inputs };
  const read = { ...openState({ trace: run }), preset, example: "pair", text: "(a(" };
  const picture = compose(read, 400);
  assert.deepEqual(picture?.content.letters, ["(", "a", ""]);
  assert.equal(picture?.grid.rows.find(({ kind }) => kind === "input")?.strips, 1);
});

test("while the gradient flows back, the lines are that of the memory, on its own scale and with no untouched run", () => {
  const dC = trace.C.map((/** @type {number[]} */ row) => row.map((value) => value / 1000));
  const gradients = { dC, dC0: [0, 0.03, 0], dh: trace.h, dh0: [0, 0, 0] };
  const back = { ...state, gradients, untouched: trace, pins: [{ gate: /** @type {const} */ ("forget"), value: 0 }] };
  const forward = compose(back, 400)?.content;
  assert.deepEqual([forward?.memories, forward?.ghost, forward?.isBackward], [trace, trace, false]);
  const { content } = compose({ ...back, backward: true }, 400) ?? assert.fail();
  assert.deepEqual([content.memories, content.ghost, content.isBackward], [{ C: dC, C0: [0, 0.03, 0] }, null, true]);
  const peak = Math.max(...[...trace.h.flat(), 0.03].map(Math.abs));
  assert.ok(content.full >= peak && content.full < 2.5 * peak);
});

test("under the black box's lid no row tells of the valves", () => {
  /** @param {import("../../../../static/js/state/app_state.js").View} view */
  const rows = (view) => compose({ ...state, view }, 400)?.grid.rows.map(({ kind }) => kind);
  assert.deepEqual(rows("box"), ["labels", "input", "memory"]);
  assert.deepEqual(rows("pipe"), ["labels", "input", "forget", "write", "output", "memory"]);
});

test("what has not changed is the same object: nothing is measured again", () => {
  const first = compose(state, 400);
  const second = compose({ ...state, step: 3 }, 400);
  assert.equal(second?.grid, first?.grid);
  assert.equal(second?.content.labels, first?.content.labels);
});
