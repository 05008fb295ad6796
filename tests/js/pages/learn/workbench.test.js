import "../../support/blueprints.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, answersOf, judge } from "../../../../static/js/pages/learn/workbench/judge.js";
import { every } from "../../../../static/js/pages/learn/workbench/runs.js";
import { filled } from "../../../../static/js/pages/learn/workbench/verdict.js";
import { fromAddress } from "../../../../static/js/state/address.js";
import { INITIAL } from "../../../../static/js/state/fields.js";

const apart = { operator: "-", operands: [at("C"), at("wanted")] };
const near = { operator: "<=", operands: [{ operator: "abs", operands: [apart] }, 0.1] };
const count = { operator: "count", each: "t", of: "steps", first: 1, last: "steps", value: near };
/** @type {any} */
const bench = { goal: { operator: "==", operands: [count, "steps"] }, answer: "C", within: 0.1 };
const state = { ...INITIAL, waiting: true };

/** @param {string} field */
function at(field) {
  return { field, step: "t", lane: 1 };
}

/** @param {number[]} memory @returns {any} */
const traceOf = (memory) => ({ C: memory.map((value) => [value]), h: memory.map(() => [0]) });

test("a run is judged step by step, and the first wrong one is named", () => {
  const trace = traceOf([0.3, 0.25, 0.1, 0.05]);
  assert.deepEqual(answersOf(bench, trace), [0.3, 0.25, 0.1, 0.05]);
  assert.deepEqual(judge(bench, state, trace, [0.3, 0.3, 0.3, 0.1]), { right: 3, count: 4, wrong: 2 });
  assert.deepEqual(judge(bench, state, trace, [0.3, 0.3, 0.1, 0.1]), { right: 4, count: 4, wrong: null });
});

test("an answer that is no number is wrong", () => {
  assert.deepEqual(judge(bench, state, traceOf([Number.NaN]), [0]), { right: 0, count: 1, wrong: 0 });
});

test("the address of a run keeps the weights that the reader has set", () => {
  /** @type {import("../../../../static/js/state/weights.js").Edit[]} */
  const edits = [
    { gate: "f", part: "W", at: [0, 1], value: -12 },
    { gate: "i", part: "b", at: [0], value: 6 },
  ];
  const inputs = [
    [0.3, 1],
    [-0.1, 0],
  ];
  const place = fromAddress(addressOf({ wanted: "wb", edits }, inputs, { step: 1, view: "pipe" }));
  assert.deepEqual([place.wanted, place.edits, place.step], ["wb", edits, 1]);
  assert.deepEqual(place.cells, [
    ["0.3", "1"],
    ["-0.1", "0"],
  ]);
});

test("the verdict is of the weights that are set when it comes", async () => {
  /** @type {import("../../../../static/js/state/weights.js").Edit[]} */
  const edits = [{ gate: "f", part: "b", at: [0], value: 9 }];
  const weights = { f: { W: [[1]], U: [[0]], b: [0], p: null } };
  const trials = [0, 1].map((input) => ({ inputs: [[input]], wanted: [9] }));
  let now = state;
  /** @type {number[]} */
  const asked = [];
  const run = async (/** @type {any} */ question) => {
    const bias = question.weights.f.b[0];
    asked.push(bias);
    if (asked.length === 2) now = { ...state, edits };
    return traceOf([bias]);
  };
  const found = await every(/** @type {any} */ ({ ...bench, trials, preset: { name: "wb", weights } }), () => now, run);
  assert.deepEqual(asked, [0, 0, 9, 9]);
  assert.deepEqual(
    found.map((one) => one.wrong),
    [null, null],
  );
});

test("texts are filled", () => {
  assert.equal(filled("{right} of {count}", { right: 2, count: 3 }), "2 of 3");
});
