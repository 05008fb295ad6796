/** The plan, and the address that carries it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_PLAN, fits, keyOf, wishOf } from "../../../../static/js/pages/train/plan.state.js";
import { GRAMMAR, INITIAL } from "../../../../static/js/pages/train/state.js";
import { after } from "./support.js";

test("a link carries the plan, the seed, what is beside it and what is looked at", () => {
  const plan = {
    task: "recall",
    unit: /** @type {const} */ ("gru"),
    units: 3,
    seed: 712,
    learning_rate: 3,
    forget_bias: -2,
  };
  const state = after([
    { type: "plan", change: plan },
    { type: "rival", unit: null },
    { type: "field", field: "z" },
    { type: "look at unit", unit: 1 },
    { type: "look", n: 12 },
  ]);
  const address = GRAMMAR.toAddress(state);
  const opened = after([{ type: "restored", place: GRAMMAR.fromAddress(`#${address}`) }]);
  assert.deepEqual(opened.plan, { ...FIRST_PLAN, ...plan });
  assert.deepEqual([opened.rival, opened.field, opened.unit, opened.looked], [null, "z", 1, 12]);
  assert.equal(GRAMMAR.toAddress(opened), address);
  assert.doesNotMatch(address, /model=|blueprint=|x=/);
});

test("what an address says wrongly is as in the first plan", () => {
  const { plan, rival } = /** @type {any} */ (
    GRAMMAR.fromAddress("task=%3Cb%3E&net=tree&units=99&seed=1.5&rate=0&batch=&steps=4e9&bias=-3&beside=tree")
  );
  assert.deepEqual(plan, { ...FIRST_PLAN, forget_bias: -3 });
  assert.equal(rival, undefined);
  assert.equal("plan" in GRAMMAR.fromAddress(""), false);
});

test("a task brings its own defaults; seed and steps stay", () => {
  const defaults = { ...FIRST_PLAN, units: 4, forget_bias: 2, seed: 0, steps: 2000 };
  const offer = {
    tasks: [{ name: "christmas_trees", kind: "regression", defaults }],
    series: { defaults },
    learning_rates: [],
    recorded: [],
    limits: {},
  };
  const { plan } = after([
    { type: "offered", offer },
    { type: "plan", change: { seed: 7, steps: 400 } },
    { type: "task", name: "christmas_trees" },
  ]);
  assert.deepEqual(plan, { ...FIRST_PLAN, task: "christmas_trees", units: 4, forget_bias: 2, seed: 7, steps: 400 });
});

test("plans have the same key only if they give the same weights", () => {
  const { plan } = INITIAL;
  assert.equal(keyOf({ ...plan }), keyOf(plan));
  for (const [name, value] of Object.entries({ seed: 1, unit: "gru", chunk: 10, task: "recall", forget_bias: 0 }))
    assert.notEqual(keyOf({ ...plan, [name]: value }), keyOf(plan), name);
  const reordered = Object.fromEntries(Object.entries(plan).reverse());
  assert.equal(keyOf(/** @type {typeof plan} */ (reordered)), keyOf(plan));
});

test("numbers of a plan have their room", () => {
  assert.deepEqual(
    [
      [1, 8, 0, 9, 1.5],
      [0, 2 ** 31 - 1, -1, Number.NaN],
    ].map((values, at) => values.map((value) => fits(at ? "seed" : "units", value))),
    [
      [true, true, false, false, false],
      [true, true, false, false],
    ],
  );
});

test("a recorded run is asked for by the address, by its plan, and never for a series", () => {
  const read = (/** @type {string} */ hash) => /** @type {any} */ (GRAMMAR.fromAddress(hash)).recorded;
  assert.deepEqual(["#task=recall&recorded=yes", "#recorded=no", "#task=recall"].map(read), [true, false, undefined]);
  const shown = after([{ type: "recorded", on: true }]);
  assert.match(GRAMMAR.toAddress(shown), /recorded=yes/);
  assert.doesNotMatch(GRAMMAR.toAddress(after([])), /recorded/);
  const own = { ...FIRST_PLAN, units: 2, seed: 111, steps: 2000, chunk: 100 };
  const asPreset = after([{ type: "as recorded", plan: /** @type {any} */ ({ ...own, clip: 1 }) }]);
  assert.deepEqual([asPreset.plan, asPreset.recorded], [own, true]);
  const series = after([
    { type: "recorded", on: true },
    { type: "series", name: "a.csv", values: [[1]] },
  ]);
  assert.equal(series.recorded, false);
  assert.notEqual(wishOf(own, true), wishOf(own, false));
});
