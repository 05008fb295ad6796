import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../static/js/state/store.js";

test("listeners hear of changes, with the state before, and of nothing else", () => {
  /** @type {[number, number][]} */
  const heard = [];
  const store = createStore((/** @type {number} */ state, /** @type {number} */ by) => state + by, 1);
  const stop = store.subscribe((state, before) => heard.push([state, before]));
  store.dispatch(2);
  store.dispatch(0);
  store.dispatch(4);
  stop();
  store.dispatch(8);
  assert.deepEqual(heard, [
    [3, 1],
    [7, 3],
  ]);
  assert.equal(store.get(), 15);
});
