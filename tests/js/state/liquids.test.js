import assert from "node:assert/strict";
import { test } from "node:test";
import { liquidOf } from "../../../static/js/state/liquids.js";
import { LSTM, PHASES } from "../support/blueprints.js";
import { openState, randomTrace } from "../support/sample.js";

const trace = randomTrace({ steps: 4, units: 3, seed: 5 });
const LAST = PHASES.length - 1;
/** @param {number} size @returns {import("../../../static/js/data/types.js").Trace} */
const large = (size) => ({ ...randomTrace({ steps: 4, units: 3, seed: 6 }), C0: [0, size, 0] });

test("without a change by hand, water flows alone, by its field's name", () => {
  const liquid = liquidOf(openState({ trace, untouched: trace }));
  assert.equal(liquid.kind, "water");
  assert.equal(liquid.ghost, null);
  assert.equal(liquid.of(2, LAST, 1).memory, trace.C[2][1]);
  const pipe = LSTM.pipes.find(({ id }) => id === "kept");
  assert.equal(pipe && liquid.word(pipe), "lab.field.kept");
});

test("behind a changed run stands the untouched one, to whose scale both are drawn", () => {
  const untouched = large(7);
  const state = openState({ trace, untouched, pins: [{ gate: "forget", value: 0 }] });
  const liquid = liquidOf(state);
  assert.equal(liquid.ghost?.(3, LAST, 2).memory, untouched.C[3][2]);
  assert.equal(liquid.of(3, LAST, 2).memory, trace.C[3][2]);
  assert.equal(liquid.scale.common, 10);
  assert.equal(liquidOf({ ...state, shown: [0, 2] }).scale.common, 1, "a lane that is not shown has no say");
});

test("on the way back the gradient flows, in every phase, to a scale of its own", () => {
  const dC = [0.03, -0.04, 0.002, 0.4].map((value) => [value, 0, 0]);
  const gradients = { dh: dC.map(() => [0, 0, 0]), dC, dh0: [0, 0, 0], dC0: [0.01, 0, 0] };
  const liquid = liquidOf(openState({ trace, backward: true, gradients, pins: [{ gate: "forget", value: 0 }] }));
  assert.deepEqual([liquid.kind, liquid.ghost, liquid.scale.common], ["gradient", null, 0.5]);
  assert.equal(liquid.of(2, 0, 0).memory, 0.002);
  assert.equal(liquid.of(0, LAST, 0).old, 0.01);
  assert.equal(liquid.word(LSTM.pipes[0]), "lab.backward.field");
});
