import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isOn } from "../../../../static/js/features/tasks/tasks.state.js";
import { fromAddress } from "../../../../static/js/state/address.js";
import { toCells } from "../../../../static/js/state/cells.js";
import { isReached, progress } from "../../../../static/js/state/goals.js";
import { keepsake } from "../../../../static/js/state/keepsake.js";
import { TASKS } from "../../support/goals.js";
import { numbersPreset, openState } from "../../support/sample.js";

/** @param {string} id */
const task = (id) => /** @type {typeof TASKS[number]} */ (TASKS.find((one) => one.id === id));

/** Runs of presets, with pins and rounded, and runs made by hand; what each task says of them. */
const RECORDED = readFileSync(new URL("../../../recorded/tasks.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

test("progress and completion are as recorded", () => {
  assert.deepEqual(new Set(RECORDED.map((row) => row.task)), new Set(TASKS.map(({ id }) => id)));
  for (const { task: id, run, trace, reached, of } of RECORDED) {
    const state = { ...openState(), trace: { h: trace.C ?? trace.added, ...trace }, waiting: false };
    assert.deepEqual(progress(task(id).goal, state), { reached, of }, `${id} ${run}`);
    assert.equal(isReached(task(id).goal, state), reached === of, `${id} ${run}`);
  }
});

test("a solution is the start with other pins", () => {
  for (const { start, solution } of TASKS) {
    const { pins, ...rest } = fromAddress(solution);
    const { pins: none, ...place } = fromAddress(start);
    assert.deepEqual(rest, place);
    assert.deepEqual(none ?? [], []);
    assert.ok(pins?.length);
  }
  assert.deepEqual(fromAddress(task("once").solution).pins, [
    { gate: "input", value: 0 },
    { gate: "input", value: 1, from: 4, to: 4 },
  ]);
});

test("a task is on while its model runs on its input, whatever is pinned", () => {
  const latch = numbersPreset({ name: "latch" });
  const cells = fromAddress(task("keep").start).cells;
  const state = openState({ wanted: "latch", preset: latch, example: null, cells: [...(cells ?? [])] });
  assert.equal(isOn(task("keep"), { ...state, pins: [{ gate: "forget", value: 1 }] }), true);
  assert.equal(isOn(task("keep"), { ...state, cells: toCells([[1, 0, 0]]) }), false);
  assert.equal(isOn(task("empty"), state), false);
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
