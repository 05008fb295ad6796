import assert from "node:assert/strict";
import { test } from "node:test";
import { rememberModels } from "../../../../static/js/features/models/known.state.js";
import { startMeasuresCourier } from "../../../../static/js/features/models/measures.state.js";
import { LAB_INITIAL, reduceLab } from "../../../../static/js/pages/lab/state.js";
import { createStore } from "../../../../static/js/state/store.js";
import { ownPreset } from "../../support/models.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** @param {number} units */
function opened(units) {
  const preset = ownPreset({ units });
  const store = createStore(reduceLab, { ...LAB_INITIAL, wanted: preset.name, example: "waves" });
  store.dispatch({ type: "preset opened", preset });
  return store;
}

/** A server that measures; the greatest change is that of the last units. @param {ReturnType<typeof opened>} store */
function measured(store) {
  /** @type {any[]} */
  const asked = [];
  startMeasuresCourier(store, async (question, mask) => {
    asked.push({ units: question.units, pins: question.pins.length, mask });
    return /** @type {any} */ ({ change: Array.from({ length: 64 }, (_, unit) => unit) });
  });
  return asked;
}

test("a large layer is measured once to know what to show, then only while its map is open", async () => {
  const store = opened(64);
  const asked = measured(store);
  await settled();
  assert.equal(asked.length, 1);
  assert.deepEqual(store.get().shown, [56, 57, 58, 59, 60, 61, 62, 63]);
  store.dispatch({ type: "turn valve", gate: "forget", units: [60], value: 0 });
  await settled();
  assert.equal(asked.length, 1);
  store.dispatch({ type: "map", change: { open: true } });
  await settled();
  assert.deepEqual(asked[1], { units: [], pins: 1, mask: null });
  store.dispatch({ type: "show units", units: [1, 2] });
  await settled();
  assert.equal(asked.length, 2, "other lanes are no other measures");
});

test("a mask goes along while it has as many numbers as the input has steps", async () => {
  const store = opened(64);
  const asked = measured(store);
  store.dispatch({ type: "map", change: { open: true, mask: Array(24).fill(1) } });
  await settled();
  assert.equal(asked.at(-1).mask.length, 24);
  store.dispatch({ type: "edit cells", cells: [["1", "2", "3"]] });
  await settled();
  assert.equal(asked.at(-1).mask, null);
});

test("a small layer is not measured", async () => {
  const asked = measured(opened(4));
  await settled();
  assert.deepEqual(asked, []);
});

/** A browser's storage. @param {Record<string, string>} kept */
const storage = (kept) => ({
  getItem: (/** @type {string} */ key) => kept[key] ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
    kept[key] = value;
  },
  removeItem: (/** @type {string} */ key) => {
    delete kept[key];
  },
});

test("what was opened is known again, the newest first; what is gone is forgotten", () => {
  const kept = { "own-models": JSON.stringify({ models: [{ id: "old", name: "old.onnx" }] }) };
  const store = opened(4);
  rememberModels(store, storage(kept));
  const both = [
    { id: "ab12", name: "mine.safetensors" },
    { id: "old", name: "old.onnx" },
  ];
  assert.deepEqual(store.get().uploads, both);
  assert.deepEqual(JSON.parse(kept["own-models"]), { models: both });
  store.dispatch({
    type: "failed",
    problem: { status: 422, title: "", detail: "", errors: [{ pointer: "/model/id", detail: "no such model" }] },
  });
  assert.deepEqual(store.get().uploads, [both[1]]);
  assert.deepEqual(JSON.parse(kept["own-models"]), { models: [both[1]] });
});
