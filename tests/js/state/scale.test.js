import assert from "node:assert/strict";
import { test } from "node:test";
import { fittingScale, scaleOf } from "../../../static/js/state/scale.js";
import { randomTrace } from "../support/sample.js";

const still = randomTrace({ steps: 2, units: 2, seed: 3 });
const zero = [
  [0, 0],
  [0, 0],
];

/** A run whose memory peaks at these amounts in its two lanes. @param {number} first @param {number} [second] */
const run = (first, second = 0) => ({
  ...still,
  C0: [0, second],
  C: [[first, 0], ...zero.slice(1)],
  kept: zero,
  g: zero,
  added: zero,
});

/** @param {object} trace @param {object} [more] @returns {any} */
const state = (trace, more) => ({
  blueprint: "lstm",
  shown: [0, 1],
  trace,
  untouched: null,
  measured: null,
  pins: [],
  edits: [],
  emptied: [],
  ...more,
});

test("a full lane is the next of 1, 2, 5, 10, 20 ..., and the memory before the first step counts", () => {
  /** @param {number} peak */
  const full = (peak) => scaleOf(state(run(-peak))).common;
  assert.deepEqual(
    [0, 0.2, 1, 1.01, 2, 4, 5, 5.1, 10, 11, 40, 60, 100, 101].map(full),
    [1, 1, 1, 2, 2, 5, 5, 10, 10, 20, 50, 100, 100, 200],
  );
  assert.equal(scaleOf(state(run(0, 3))).common, 5);
});

test("past the squeeze a full lane is 1, whatever the memory holds", () => {
  const scale = scaleOf(state(run(12, 12)));
  assert.deepEqual(
    [scale.of("memory", 0), scale.of("branch", 0), scale.of("squeezed", 0), scale.of("out", 1)],
    [20, 20, 1, 1],
  );
  assert.equal(
    scaleOf({
      ...state({ ...still, h0: [0, 0], h: zero, h_prev: zero, heard: zero, passed: zero, n: zero }),
      blueprint: "gru",
    }).apart,
    1,
  );
});

test("a lane that would be a hairline beside the others has a scale of its own", () => {
  assert.deepEqual(scaleOf(state(run(150, 18))).lanes, [200, 20]);
  assert.deepEqual(scaleOf(state(run(150, 21))).lanes, [200, 200]);
});

test("a hand that turns valves does not change the scale, until a person asks for it", () => {
  const pins = [{ gate: "forget", value: 1 }];
  const touched = { untouched: run(0.9), pins };
  assert.equal(scaleOf(state(run(1.3), touched)).common, 1);
  assert.equal(fittingScale(state(run(1.3), touched))?.common, 2);
  assert.equal(fittingScale(state(run(0.2), touched)), null, "the untouched run is still there to be compared with");
  const asked = { ...touched, measured: run(1.3) };
  assert.equal(scaleOf(state(run(7), asked)).common, 2, "and then it is kept again");
  assert.equal(fittingScale(state(run(7), asked))?.common, 10);
  assert.equal(fittingScale(state(run(0.3), asked))?.common, 1);
  assert.equal(scaleOf(state(run(0.9), { ...asked, pins: [] })).common, 1, "without pins, a run has its own");
});
