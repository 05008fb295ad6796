import assert from "node:assert/strict";
import { test } from "node:test";
import * as grammar from "../../../static/js/state/address.js";
import { keepAddress } from "../../../static/js/state/address_bar.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { createStore } from "../../../static/js/state/store.js";
import { openState } from "../support/sample.js";

/** A window of which the address and the clock are moved by hand. */
function fakeWindow() {
  /** @type {string[]} */
  const written = [];
  /** @type {(() => void)[]} */
  const timers = [];
  /** @type {Record<string, () => void>} */
  const listeners = {};
  const location = { hash: "" };
  const window = /** @type {any} */ ({
    location,
    history: {
      /** @param {unknown} _state @param {string} _title @param {string} address */
      replaceState(_state, _title, address) {
        written.push(address);
        location.hash = address;
      },
    },
    /** @param {string} name @param {() => void} listener */
    addEventListener: (name, listener) => {
      listeners[name] = listener;
    },
    /** @param {() => void} work */
    setTimeout: (work) => timers.push(work),
  });
  return { window, written, timers, listeners, location };
}

test("one change is written at once", () => {
  const { window, written } = fakeWindow();
  const store = createStore(reduce, openState());
  keepAddress(window, store, grammar);
  store.dispatch({ type: "move step", by: 2 });
  assert.deepEqual(written, ["#model=numbers&example=long&step=3&phase=signals"]);
});

test("of many changes in a row the first and the last are written", () => {
  const { window, written, timers } = fakeWindow();
  const store = createStore(reduce, openState());
  keepAddress(window, store, grammar);
  for (let turn = 1; turn <= 60; turn++)
    store.dispatch({ type: "turn valve", gate: "forget", units: [0], value: turn / 60 });
  assert.equal(written.length, 1);
  timers.shift()?.();
  assert.equal(written.length, 2);
  assert.match(written[1], /pins=forget:1:1:1-$/);
  timers.shift()?.();
  assert.deepEqual([written.length, timers.length], [2, 0], "nothing is left to write");
});

test("what does not belong to the address writes nothing", () => {
  const { window, written } = fakeWindow();
  const store = createStore(reduce, openState());
  keepAddress(window, store, grammar);
  store.dispatch({ type: "play", on: true });
  assert.equal(written.length, 1, "the address was empty before");
  store.dispatch({ type: "play", on: false });
  assert.equal(written.length, 1);
});

test("an address that a person types is opened; our own is not", () => {
  const { window, listeners, location } = fakeWindow();
  const store = createStore(reduce, openState());
  keepAddress(window, store, grammar);
  store.dispatch({ type: "move step", by: 1 });
  listeners.hashchange();
  assert.equal(store.get().attempt, 0);
  location.hash = "#model=numbers&example=short&step=2&phase=output";
  listeners.hashchange();
  assert.deepEqual([store.get().example, store.get().step, store.get().phase], ["short", 1, 5]);
});

test("an address that was typed is never written over before it is read", () => {
  const { window, written, timers, listeners, location } = fakeWindow();
  const store = createStore(reduce, openState());
  keepAddress(window, store, grammar);
  store.dispatch({ type: "move step", by: 1 });
  store.dispatch({ type: "move step", by: 1 });
  location.hash = "#model=numbers&example=long&step=1&phase=merge";
  timers.shift()?.();
  assert.equal(location.hash, "#model=numbers&example=long&step=1&phase=merge");
  listeners.hashchange();
  assert.deepEqual([store.get().step, store.get().phase, written.length], [0, 3, 1]);
});
