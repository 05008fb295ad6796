import assert from "node:assert/strict";
import { test } from "node:test";
import {
  gradientRequest,
  layerRequest,
  readGradients,
  readTrace,
  wholeRequest,
} from "../../../../static/js/state/uploads/runs.js";

const upload = { id: "ab", lstm: 0, layer: 1, direction: /** @type {const} */ ("forward") };
const back = { ...upload, direction: /** @type {const} */ ("backward") };
const inputs = [[1], [2], [3], [4], [5]];
/** @type {import("../../../../static/js/data/types.js").Pin[]} */
const pins = [{ gate: "forget", value: 0, units: [2], from: 1, to: 3 }];
const question = { preset: "id:ab/0/1/forward", blueprint: "lstm", upload, inputs, pins, units: [2, 7] };

const STEPWISE = "h_prev C_prev z_f z_i z_g z_o f i g o kept added C tanh_C h".split(" ");
/** Rows of a layer of two units: 10 a step, 1 a column. */
const rows = () => inputs.map((_, step) => [10 * step, 10 * step + 1]);
const answer = (/** @type {number[]|null} */ units) => ({
  layers: [
    {
      units,
      trace: {
        ...Object.fromEntries(STEPWISE.map((field) => [field, rows()])),
        h0: [0.5, 0.6],
        C0: [0.7, 0.8],
        terms: Object.fromEntries(["f", "i", "g", "o"].map((letter) => [letter, { Wx: rows(), b: rows() }])),
      },
    },
  ],
});

test("the layer on show is asked for, and of it the units on show", () => {
  assert.deepEqual(layerRequest(question), {
    model: { id: "ab" },
    inputs,
    pins: [{ ...pins[0], layer: 1, direction: "forward" }],
    digits: null,
    layer: 1,
    direction: "forward",
    units: [2, 7],
  });
});

test("a file is asked for whole: every layer, every unit, and the LSTM by its name", () => {
  assert.deepEqual(wholeRequest({ ...question, upload: { ...upload, lstm: 1, lstmName: "second" }, pins: [] }), {
    model: { id: "ab", lstms: ["second"] },
    inputs,
    pins: [],
    digits: null,
  });
});

test("steps of a backward layer are reversed on their way to the server", () => {
  const { pins: sent } = layerRequest({ ...question, upload: back });
  assert.deepEqual([sent[0].from, sent[0].to], [1, 3]);
  const onward = layerRequest({ ...question, upload: back, pins: [{ ...pins[0], from: 3, to: undefined }] }).pins[0];
  assert.deepEqual([onward.from, onward.to], [undefined, 1]);
  const all = layerRequest({ ...question, upload: back, pins: [{ gate: "output", value: 1 }] }).pins[0];
  assert.deepEqual([all.from, all.to], [undefined, undefined]);
});

test("an answer's columns go to their units, the inputs are those that were sent", () => {
  const trace = readTrace(answer([2, 7]), question);
  assert.deepEqual([trace.C[3][2], trace.C[3][7], trace.C[3][0]], [30, 31, undefined]);
  assert.deepEqual([trace.C0[2], trace.C0[7], trace.h0[7]], [0.7, 0.8, 0.6]);
  assert.deepEqual([trace.terms.i.Wx[1][2], trace.terms.o.b[4][7]], [10, 41]);
  assert.deepEqual(trace.x, inputs);
  assert.deepEqual(trace.units, [2, 7]);
});

test("an answer with all units stays as it is", () => {
  const trace = readTrace(answer(null), { ...question, units: undefined });
  assert.deepEqual(trace.f, rows());
  assert.equal("units" in trace, false);
});

test("a backward run is shown in the order in which it happens", () => {
  const trace = readTrace(answer([2, 7]), { ...question, upload: back });
  assert.deepEqual(trace.x, [[5], [4], [3], [2], [1]]);
  assert.deepEqual(
    trace.h.map((row) => row[7]),
    [41, 31, 21, 11, 1],
  );
  assert.equal(trace.terms.f.Wx[0][2], 40);
});

test("gradients are those of the step as shown, by default of the last one, in the order shown", () => {
  const steps = [null, 4, 1];
  assert.deepEqual(
    steps.map((step) => gradientRequest(question, step).output.step),
    [4, 4, 1],
  );
  assert.deepEqual(
    steps.map((step) => gradientRequest({ ...question, upload: back }, step).output.step),
    [0, 0, 3],
  );
  assert.equal("units" in gradientRequest(question, null), false);
  const gradients = { dh: [[1], [2]], dC: [[3], [4]], dh0: [5], dC0: [6] };
  assert.deepEqual(readGradients(gradients, { ...question, upload: back }), {
    dh: [[2], [1]],
    dC: [[4], [3]],
    dh0: [5],
    dC0: [6],
  });
  assert.deepEqual(readGradients(gradients, question), gradients);
});
