import assert from "node:assert/strict";
import { test } from "node:test";
import { INITIAL } from "../../../static/js/state/fields.js";
import { isReached, progress } from "../../../static/js/state/goals.js";
import { PHASES } from "../support/blueprints.js";
import { GOALS, RUN } from "../support/goals.js";

const phase = PHASES.findIndex(({ id }) => id === "merge");
const state = { ...INITIAL, trace: RUN, waiting: false, step: 1, phase, view: /** @type {const} */ ("pipe") };

test("a goal is reached where Python says that it holds, and nowhere else", () => {
  const found = GOALS.map(({ goal, tree }) => [goal, isReached(tree, state)]);
  assert.deepEqual(
    found,
    GOALS.map(({ goal, truth }) => [goal, truth === true]),
  );
});

test("step, phase and view are what is shown", () => {
  const only = (/** @type {string} */ text) => /** @type {typeof GOALS[number]} */ (GOALS.find((g) => g.goal === text));
  assert.equal(isReached(only("step >= 2").tree, { ...state, step: 0 }), false);
  assert.equal(isReached(only("phase == merge").tree, { ...state, phase: phase - 1 }), false);
  assert.equal(isReached(only("view == cell").tree, { ...state, view: "cell" }), true);
});

test("progress is the two sides of a goal; there is none where the run has no such place", () => {
  const count = (/** @type {number} */ last) => ({
    operator: "==",
    operands: [
      {
        operator: "count",
        each: "t",
        of: /** @type {const} */ ("steps"),
        first: 1,
        last,
        value: { operator: ">=", operands: [{ field: "f", step: "t", lane: 1 }, 0.5] },
      },
      "steps",
    ],
  });
  assert.deepEqual(progress(count(3), state), { reached: 2, of: 3 });
  assert.deepEqual(progress(count(2), state), { reached: 1, of: 3 });
  assert.equal(progress(count(4), state), null);
  assert.equal(progress(count(3), { ...state, waiting: true }), null);
});

test("nothing is reached while an answer is awaited", () => {
  const goal = { operator: "==", operands: ["step", 2] };
  assert.equal(isReached(goal, state), true);
  assert.equal(isReached(goal, { ...state, waiting: true }), false);
  assert.equal(isReached(goal, { ...state, trace: null }), false);
});
