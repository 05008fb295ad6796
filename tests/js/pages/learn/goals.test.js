import assert from "node:assert/strict";
import { test } from "node:test";
import { isReached } from "../../../../static/js/pages/learn/goals.js";
import { INITIAL } from "../../../../static/js/state/fields.js";
import { randomTrace } from "../../support/sample.js";

const trace = randomTrace({ steps: 3, units: 2 });
const state = { ...INITIAL, trace, waiting: false, step: 1, phase: 3, view: /** @type {const} */ ("cell") };

/** @param {string} name @param {number} step @param {number} lane @param {object} [more] */
const field = (name, step, lane, more = {}) => ({ field: name, step, lane, factor: 1, absolute: false, ...more });

/** @param {any} left @param {any} sign @param {any} right @param {any} [at] */
const holds = (left, sign, right, at = state) => isReached([{ left, sign, right }], at);

test("a field is compared with a number, steps and lanes counted from 1", () => {
  const value = trace.C[1][0];
  assert.equal(holds(field("C", 2, 1), "<", { number: value + 0.01 }), true);
  assert.equal(holds(field("C", 2, 1), "<", { number: value }), false);
  assert.equal(holds(field("C", 2, 1), "<=", { number: value }), true);
  assert.equal(holds(field("C", 2, 1), ">", { number: value - 0.01 }), true);
  assert.equal(holds(field("C", 2, 1), ">=", { number: value + 0.01 }), false);
  assert.equal(holds(field("C", 2, 1), "=", { number: value }), true);
});

test("a field is compared with a share of another, and sizes without signs", () => {
  assert.equal(holds(field("f", 1, 1), "=", field("f", 1, 1)), true);
  assert.equal(holds(field("f", 1, 1), ">", field("f", 1, 1, { factor: 0.5 })), true);
  const size = Math.abs(trace.h[2][1]);
  assert.equal(holds(field("h", 3, 2, { absolute: true }), "=", { number: size }), true);
});

test("step, phase and view are what is shown", () => {
  assert.equal(holds({ state: "step" }, ">=", { number: 2 }), true);
  assert.equal(holds({ state: "step" }, ">", { number: 2 }), false);
  assert.equal(holds({ state: "phase" }, "=", { word: "merge" }), true);
  assert.equal(holds({ state: "view" }, "=", { word: "pipe" }), false);
});

test("all comparisons must hold", () => {
  const yes = {
    left: { state: /** @type {const} */ ("step") },
    sign: /** @type {const} */ ("="),
    right: { number: 2 },
  };
  const no = { ...yes, right: { number: 3 } };
  assert.equal(isReached([yes, yes], state), true);
  assert.equal(isReached([yes, no], state), false);
});

test("nothing is reached while an answer is awaited, or where the run has no such place", () => {
  const step = { state: "step" };
  assert.equal(holds(step, "=", { number: 2 }, { ...state, waiting: true }), false);
  assert.equal(holds(step, "=", { number: 2 }, { ...state, trace: null }), false);
  assert.equal(holds(field("C", 4, 1), "<", { number: 9e9 }), false);
  assert.equal(holds(field("C", 1, 3), "<", { number: 9e9 }), false);
});
