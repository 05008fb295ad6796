import assert from "node:assert/strict";
import { test } from "node:test";
import { isDone, isOn, TASKS } from "../../../../static/js/features/tasks/tasks.state.js";
import { fromAddress } from "../../../../static/js/state/address.js";
import { toCells } from "../../../../static/js/state/cells.js";
import { keepsake } from "../../../../static/js/state/keepsake.js";
import { numbersPreset, openState, randomTrace } from "../../support/sample.js";

/** @param {string} id */
const task = (id) => /** @type {typeof TASKS[number]} */ (TASKS.find((one) => one.id === id));
/** @param {Partial<import("../../../../static/js/data/types.js").Trace>} fields */
const trace = (fields) => ({ ...randomTrace({ steps: 4, units: 2 }), ...fields });

test("a value is kept for as long as it stays within five per cent", () => {
  const rows = (/** @type {number[]} */ ...values) => trace({ C: values.map((value) => [value]) });
  const kept = Array.from({ length: 24 }, (_, step) => Number(step > 0) * 0.66);
  assert.deepEqual(task("keep").check(rows(...kept)), { reached: 20, of: 20 });
  assert.deepEqual(task("keep").check(rows(...kept.with(9, 0.6))), { reached: 7, of: 20 });
  assert.deepEqual(task("keep").check(rows(...kept.map((value) => value / 10))), { reached: 0, of: 20 });
});

test("all lanes are emptied in one step, where at least two held something", () => {
  const before = [
    [0, 0],
    [0.5, -0.5],
  ];
  const check = (/** @type {number[]} */ row) => task("empty").check(trace({ C_prev: before, C: [[0, 0], row] }));
  assert.deepEqual(check([0.005, -0.01]), { reached: 2, of: 2 });
  assert.deepEqual(check([0.005, -0.02]), { reached: 1, of: 2 });
});

test("new memory comes in at step 5 alone", () => {
  const none = [0, 0.005];
  const added = [none, none, none, none, [0.3, 0], none];
  assert.deepEqual(task("once").check(trace({ added })), { reached: 6, of: 6 });
  assert.deepEqual(task("once").check(trace({ added: added.with(4, none) })), { reached: 5, of: 6 });
  assert.deepEqual(task("once").check(trace({ added: added.with(1, [0, 0.2]) })), { reached: 5, of: 6 });
});

test("an output of zero counts only beside a memory that is not", () => {
  const C = [
    [0, 0],
    [0.5, 0],
  ];
  const check = (/** @type {number[][]} */ h) => task("silent").check(trace({ C, h }));
  assert.deepEqual(
    check([
      [0, 0],
      [0, 0.01],
    ]),
    { reached: 2, of: 2 },
  );
  assert.deepEqual(
    check([
      [0, 0],
      [0.4, 0],
    ]),
    { reached: 1, of: 2 },
  );
});

test("a task is on while its model runs on its input, whatever is pinned", () => {
  const latch = numbersPreset({ name: "latch" });
  const cells = fromAddress(task("keep").place).cells;
  const state = openState({ wanted: "latch", preset: latch, example: null, cells: [...(cells ?? [])] });
  assert.equal(isOn(task("keep"), { ...state, pins: [{ gate: "forget", value: 1 }] }), true);
  assert.equal(isOn(task("keep"), { ...state, cells: toCells([[1, 0, 0]]) }), false);
  assert.equal(isOn(task("empty"), state), false);
  assert.equal(isDone({ reached: 19, of: 20 }), false);
});

test("a keepsake outlives the page, and a browser that keeps nothing does not stop it", () => {
  const kept = /** @type {Map<string, string>} */ (new Map());
  const storage = {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ value) => void kept.set(name, value),
    removeItem: (/** @type {string} */ name) => void kept.delete(name),
  };
  keepsake("score", { right: 0, of: 0 }, storage).write({ right: 1, of: 2 });
  const again = keepsake("score", { right: 0, of: 0 }, storage);
  assert.deepEqual(again.read(), { right: 1, of: 2 });
  again.clear();
  assert.deepEqual(keepsake("score", { right: 0, of: 0 }, storage).read(), { right: 0, of: 0 });
  kept.set("score", "no JSON");
  assert.deepEqual(keepsake("score", { right: 0, of: 0 }, storage).read(), { right: 0, of: 0 });
  const refuse = () => {
    throw new Error("no storage");
  };
  for (const none of [null, { getItem: refuse, setItem: refuse, removeItem: refuse }]) {
    const short = keepsake("score", { right: 0, of: 0 }, none);
    assert.deepEqual(short.read(), { right: 0, of: 0 });
    short.write({ right: 1, of: 1 });
    assert.deepEqual(short.read(), { right: 1, of: 1 });
    short.clear();
    assert.deepEqual(short.read(), { right: 0, of: 0 });
  }
});
