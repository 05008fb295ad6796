import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../../static/js/data/http.js";
import { requestOf, withModels } from "../../../../static/js/state/uploads/with_uploads.js";

const OWN = { id: "ab", lstm: 0, layer: 1, direction: /** @type {const} */ ("forward") };
const OF_PRESET = { blueprint: "lstm", preset: "latch", inputs: [[1]], pins: [] };
const OF_MODEL = { ...OF_PRESET, preset: "id:ab/0/1/forward", upload: OWN };

/** An API that says who was asked. @param {string} who @returns {any} */
const told = (who) => ({
  presets: async () => [who],
  preset: async (/** @type {unknown} */ what) => [who, what],
  trace: async (/** @type {unknown} */ question) => [who, question],
  gradients: async (/** @type {unknown} */ question, /** @type {unknown} */ output) => [who, question, output],
});
const nobodyAsks = () => {
  throw new Error("nobody asks here");
};
const OUTSIDE = { at: String, lang: "en", fetch: async () => nobodyAsks(), request: nobodyAsks, storage: null };
/** @returns {Promise<any>} */
const door = async () => ({
  createModelsApi: (/** @type {unknown} */ outside) => outside === OUTSIDE && told("models"),
  wholeRequest: () => "whole",
});
const shut = () => Promise.reject(new TypeError("Failed to fetch"));

test("what is asked about an uploaded model goes through its door, all else past it", async () => {
  const api = withModels(told("presets"), door, OUTSIDE);
  assert.deepEqual(await api.presets(), ["presets"]);
  assert.deepEqual(await api.preset("latch"), ["presets", "latch"]);
  assert.deepEqual(await api.preset("id:ab/0/1/forward"), ["models", OWN]);
  assert.deepEqual(await api.trace(OF_PRESET), ["presets", OF_PRESET]);
  assert.deepEqual(await api.trace(OF_MODEL), ["models", OF_MODEL]);
  const output = { step: 2, unit: null };
  assert.deepEqual(await api.gradients(OF_PRESET, output), ["presets", OF_PRESET, output]);
  assert.deepEqual(await api.gradients(OF_MODEL, output), ["models", OF_MODEL, output]);
});

test("a preset needs no door; a door that cannot be fetched is a server that cannot be reached", async () => {
  const api = withModels(told("presets"), shut, OUTSIDE);
  assert.deepEqual(await api.preset("latch"), ["presets", "latch"]);
  const isAway = (/** @type {unknown} */ error) => error instanceof ApiError && error.problem.status === 0;
  await assert.rejects(api.preset("id:ab/0/1/forward"), isAway);
  await assert.rejects(api.trace(OF_MODEL), isAway);
});

test("a whole run is asked for as the model's upload door says, or as a preset's", async () => {
  assert.equal(await requestOf(door)(OF_MODEL), "whole");
  assert.deepEqual(await requestOf(shut)(OF_PRESET), {
    model: { preset: "latch" },
    inputs: [[1]],
    pins: [],
    digits: null,
  });
});
