import assert from "node:assert/strict";
import { test } from "node:test";
import { INITIAL } from "../../../static/js/state/fields.js";
import { flowing } from "../../../static/js/state/flowing.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { createStore } from "../../../static/js/state/store.js";
import "../support/blueprints.js";

/** @returns {import("../../../static/js/data/outside.js").Store & {kept: Map<string, string>}} */
function memory() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

for (const [where, storage] of /** @type {const} */ ([
  ["a browser that remembers", memory()],
  ["one that forbids it", null],
]))
  test(`the switch of one picture stops the water of all, in ${where}`, () => {
    const follow = flowing(storage);
    const [one, other] = [createStore(reduce, INITIAL), createStore(reduce, INITIAL)];
    for (const store of [one, other]) follow(store);
    assert.deepEqual([one.get().flowing, other.get().flowing], [true, true]);
    one.dispatch({ type: "flow", on: false });
    assert.deepEqual([one.get().flowing, other.get().flowing], [false, false]);
    const late = createStore(reduce, INITIAL);
    follow(late);
    assert.equal(late.get().flowing, false);
    other.dispatch({ type: "flow", on: true });
    assert.deepEqual([one.get().flowing, other.get().flowing, late.get().flowing], [true, true, true]);
  });

test("the choice holds on the next page", () => {
  const storage = memory();
  const first = createStore(reduce, INITIAL);
  flowing(storage)(first);
  assert.equal(storage.kept.size, 0);
  first.dispatch({ type: "flow", on: false });
  assert.deepEqual(JSON.parse(String(storage.kept.get("water"))), { flows: false });
  const next = createStore(reduce, INITIAL);
  flowing(storage)(next);
  assert.equal(next.get().flowing, false);
});
