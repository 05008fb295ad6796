import assert from "node:assert/strict";
import { test } from "node:test";
import { startConsent } from "../../../../static/js/pages/seat/consent.js";
import { reduceSeat } from "../../../../static/js/pages/seat/state.js";
import { after, SEATED } from "./support.js";

const ASKED = { id: "0123456789abcdef", address: "/lab#model=lanes" };

test("a seat tells its consent once, again until it is heard, and is asked no more", async () => {
  /** @type {any[]} */
  const told = [];
  let state = SEATED;
  /** @type {((state: any) => void)[]} */
  const listeners = [];
  const store = {
    get: () => state,
    dispatch(/** @type {any} */ action) {
      state = reduceSeat(state, action);
      for (const listener of listeners) listener(state);
    },
    subscribe: (/** @type {(state: any) => void} */ listener) => listeners.push(listener),
  };
  let failures = 1;
  const mayShow = async (/** @type {string} */ id, /** @type {boolean} */ agreed) => {
    told.push([id, agreed]);
    if (failures-- > 0) throw Object.assign(new Error(), { problem: { status: 0, errors: [] } });
  };
  startConsent(store, { mayShow }, async () => {});
  store.dispatch({ type: "consent", agreed: true });
  assert.deepEqual([state.showing, told], [null, []], "nobody has asked");
  store.dispatch({ type: "asked to show", showing: ASKED });
  store.dispatch({ type: "help", on: true });
  assert.deepEqual(told, []);
  store.dispatch({ type: "consent", agreed: false });
  store.dispatch({ type: "help", on: false });
  for (let turn = 0; turn < 9; turn += 1) await null;
  assert.deepEqual(told, [
    [ASKED.id, false],
    [ASKED.id, false],
  ]);
  assert.equal(state.showing, null);
});

test("a question that was withdrawn is gone", () => {
  const asked = after([{ type: "asked to show", showing: ASKED }], SEATED);
  assert.equal(after([{ type: "asked to show", showing: null }], asked).showing, null);
});
