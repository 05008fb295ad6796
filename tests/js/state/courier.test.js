import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../static/js/data/http.js";
import { startCourier } from "../../../static/js/state/courier.js";
import { INITIAL } from "../../../static/js/state/fields.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { createStore } from "../../../static/js/state/store.js";
import { numbersPreset, randomTrace } from "../support/sample.js";

/**
 * @typedef {import("../../../static/js/state/question.js").Question} Question
 * @typedef {{question: Question, answer: (trace: import("../../../static/js/data/types.js").Trace) => Promise<void>, fail: (error: unknown) => Promise<void>}} Call
 */

const away = () => new ApiError({ status: 0, title: "unreachable", detail: "away", errors: [] });
/** All that was started has come to rest. @param {void} [_started] @returns {Promise<void>} */
const settled = (_started) => new Promise((resolve) => setImmediate(resolve));

/** A server whose traces are answered by hand. */
function fakeServer() {
  /** @type {Call[]} */
  const calls = [];
  const counts = { presets: 0, preset: 0 };
  const state = { isAway: false };
  const api = {
    presets: async () => {
      counts.presets++;
      if (state.isAway) throw away();
      const { name, title, summary, units, inputs } = numbersPreset();
      return [{ name, title, summary, units, inputs, input_kind: /** @type {const} */ ("numbers") }];
    },
    /** @param {string} name */
    preset: async (name) => {
      counts.preset++;
      if (state.isAway) throw away();
      return numbersPreset({ name });
    },
    /** @param {Question} question @returns {Promise<any>} */
    trace: (question) =>
      new Promise((resolve, reject) => {
        calls.push({
          question,
          answer: (trace) => settled(resolve(trace)),
          fail: (error) => settled(reject(error)),
        });
      }),
  };
  return { api, calls, counts, state };
}

async function opened() {
  const server = fakeServer();
  const store = createStore(reduce, { ...INITIAL, wanted: "numbers" });
  startCourier(store, server.api);
  await settled();
  return { ...server, store };
}

/** @param {ReturnType<typeof createStore<any, any>>} store @param {number} value */
const turn = (store, value) => store.dispatch({ type: "turn valve", gate: "forget", units: [0], value });
const trace = (seed = 1) => randomTrace({ steps: 2, units: 3, seed });

test("the list, the preset and its first run are fetched once", async () => {
  const { store, calls, counts } = await opened();
  assert.deepEqual(counts, { presets: 1, preset: 1 });
  assert.deepEqual(
    calls.map(({ question }) => question),
    [
      {
        preset: "numbers",
        blueprint: "lstm",
        inputs: [
          [0.5, 0],
          [-1, 1],
        ],
        pins: [],
      },
    ],
  );
  assert.equal(store.get().waiting, true);
  const answer = trace();
  await calls[0].answer(answer);
  assert.equal(store.get().trace, answer);
  assert.equal(store.get().waiting, false);
});

test("moving through the run asks nothing", async () => {
  const { store, calls } = await opened();
  await calls[0].answer(trace());
  store.dispatch({ type: "move phase", by: 1 });
  store.dispatch({ type: "look at unit", unit: 1 });
  await settled();
  assert.equal(calls.length, 1);
});

test("a valve turned quickly: one request at a time, then only the newest", async () => {
  const { store, calls } = await opened();
  await calls[0].answer(trace());
  for (let count = 1; count <= 20; count++) turn(store, count / 20);
  await settled();
  assert.equal(calls.length, 2);
  assert.equal(calls[1].question.pins[0].value, 0.05);
  await calls[1].answer(trace(2));
  assert.equal(calls.length, 3);
  assert.equal(calls[2].question.pins[0].value, 1);
  const last = trace(3);
  await calls[2].answer(last);
  assert.equal(calls.length, 3);
  assert.equal(store.get().trace, last);
});

test("what cannot be read is not asked; what was typed meanwhile is", async () => {
  const { store, calls } = await opened();
  await calls[0].answer(trace());
  store.dispatch({ type: "edit cells", cells: [["x", "0"]] });
  await settled();
  assert.equal(calls.length, 1);
  store.dispatch({ type: "edit cells", cells: [["2", "0"]] });
  await settled();
  assert.deepEqual(calls[1].question.inputs, [[2, 0]]);
});

test("an answer for a preset that was left is dropped", async () => {
  const { store, calls } = await opened();
  store.dispatch({ type: "choose preset", name: "other" });
  await settled();
  await calls[0].answer(trace());
  assert.equal(store.get().trace, null);
  assert.equal(calls[1].question.preset, "other");
});

test("a server that is away loses nothing; retry asks the same again", async () => {
  const { store, calls } = await opened();
  await calls[0].answer(trace());
  turn(store, 0.5);
  store.dispatch({ type: "edit cells", cells: [["7", "0"]] });
  await calls[1].fail(away());
  await calls[2].fail(away());
  assert.deepEqual(store.get().problem, away().problem);
  assert.deepEqual(store.get().cells, [["7", "0"]]);
  assert.equal(store.get().pins.length, 1);
  assert.equal(calls.length, 3, "nothing is asked again by itself");
  store.dispatch({ type: "retry" });
  await settled();
  assert.deepEqual(calls[3].question, calls[2].question);
  const answer = randomTrace({ steps: 1, units: 3 });
  await calls[3].answer(answer);
  assert.deepEqual([store.get().problem, store.get().trace], [null, answer]);
});

test("a server that is away from the start is asked for list and preset again", async () => {
  const server = fakeServer();
  server.state.isAway = true;
  const store = createStore(reduce, { ...INITIAL, wanted: "numbers" });
  startCourier(store, server.api);
  await settled();
  assert.equal(store.get().problem?.status, 0);
  server.state.isAway = false;
  store.dispatch({ type: "retry" });
  await settled();
  assert.deepEqual(server.counts, { presets: 2, preset: 2 });
  assert.equal(store.get().preset?.name, "numbers");
  assert.equal(store.get().presets.length, 1);
  assert.equal(server.calls.length, 1);
});

test("a preset that comes after another was chosen is not opened", async () => {
  const server = fakeServer();
  /** @type {(() => Promise<void>)[]} */
  const answers = [];
  const preset = (/** @type {string} */ name) =>
    new Promise((/** @type {(preset: ReturnType<typeof numbersPreset>) => void} */ resolve) => {
      answers.push(() => settled(resolve(numbersPreset({ name }))));
    });
  const store = createStore(reduce, { ...INITIAL, wanted: "first" });
  startCourier(store, { ...server.api, preset });
  store.dispatch({ type: "choose preset", name: "second" });
  await answers[1]();
  assert.equal(store.get().preset?.name, "second");
  await answers[0]();
  assert.equal(store.get().preset?.name, "second");
});

test("a preset that was left and chosen again before it came is opened once, and its run is shown", async () => {
  const server = fakeServer();
  /** @type {(() => Promise<void>)[]} */
  const bring = [];
  const preset = (/** @type {string} */ name) =>
    new Promise((/** @type {(preset: ReturnType<typeof numbersPreset>) => void} */ resolve) =>
      bring.push(() => settled(resolve(numbersPreset({ name })))),
    );
  const store = createStore(reduce, { ...INITIAL, wanted: "numbers" });
  startCourier(store, { ...server.api, preset });
  store.dispatch({ type: "choose preset", name: "other" });
  store.dispatch({ type: "choose preset", name: "numbers" });
  await bring[0]();
  await server.calls[0].answer(trace());
  await bring[2]();
  const { waiting, example } = store.get();
  assert.deepEqual([waiting, example, server.calls.length], [false, "short", 1]);
});

test("edited weights are asked about, then the preset's own run beside them", async () => {
  const { store, calls } = await opened();
  await calls[0].answer(randomTrace({ steps: 2, units: 3, seed: 1 }));
  store.dispatch({ type: "edit bias", gate: "f", units: [0], value: 5 });
  assert.equal(calls[1].question.weights?.f.b[0], 5);
  store.dispatch({ type: "edit cells", cells: [["1", "2"]] });
  await calls[1].answer(randomTrace({ steps: 2, units: 3, seed: 2 }));
  const edited = randomTrace({ steps: 1, units: 3, seed: 3 });
  await calls[2].answer(edited);
  const own = randomTrace({ steps: 1, units: 3, seed: 4 });
  assert.deepEqual(calls[3].question, { preset: "numbers", blueprint: "lstm", inputs: [[1, 2]], pins: [] });
  await calls[3].answer(own);
  assert.equal(store.get().trace, edited);
  assert.equal(store.get().untouched, own);
});

test("a model that was left and cannot be fetched is not complained of", async () => {
  const server = fakeServer();
  /** @type {((error: unknown) => void)[]} */
  const refuse = [];
  const preset = (/** @type {string} */ name) =>
    name === "second"
      ? Promise.resolve(numbersPreset({ name }))
      : new Promise((/** @type {(preset: ReturnType<typeof numbersPreset>) => void} */ _, reject) =>
          refuse.push(reject),
        );
  const store = createStore(reduce, { ...INITIAL, wanted: "first" });
  startCourier(store, { ...server.api, preset });
  store.dispatch({ type: "choose preset", name: "second" });
  await settled();
  await settled(refuse[0](away()));
  assert.deepEqual([store.get().preset?.name, store.get().problem, store.get().waiting], ["second", null, true]);
});

test("a run that was left and fails is not complained of; of the one that is asked now it is said", async () => {
  const { store, calls } = await opened();
  store.dispatch({ type: "choose preset", name: "other" });
  await settled();
  await calls[0].fail(away());
  assert.deepEqual([store.get().problem, store.get().waiting, calls[1].question.preset], [null, true, "other"]);
  await calls[1].fail(away());
  assert.deepEqual([store.get().problem, store.get().waiting], [away().problem, false]);
});

test("the run to compare with is asked for again once it was dropped, also if the question is the same", async () => {
  const { store, calls } = await opened();
  await calls[0].answer(trace());
  turn(store, 0.5);
  await calls[1].answer(trace(2));
  assert.equal(calls.length, 2, "the first run was untouched");
  store.dispatch({
    type: "edit cells",
    cells: store.get().cells.map((row) => row.map((cell) => `${cell}.0`.replace(".5.0", ".50"))),
  });
  await settled();
  assert.equal(store.get().untouched, null);
  assert.deepEqual([calls.length, calls[2].question.pins], [3, []]);
  const own = trace(3);
  await calls[2].answer(own);
  assert.deepEqual([calls.length, store.get().untouched], [3, own]);
});

test("an input that could not be read for a moment is asked about again, and nothing is awaited meanwhile", async () => {
  const { store, calls } = await opened();
  await calls[0].answer(trace());
  const cells = [["2", "0"]];
  store.dispatch({ type: "edit cells", cells });
  store.dispatch({ type: "edit cells", cells: [["2x", "0"]] });
  assert.equal(store.get().waiting, false);
  await calls[1].answer(randomTrace({ steps: 1, units: 3 }));
  store.dispatch({ type: "edit cells", cells });
  await settled();
  assert.deepEqual([calls.length, store.get().waiting], [3, true]);
  const own = randomTrace({ steps: 1, units: 3, seed: 5 });
  await calls[2].answer(own);
  assert.deepEqual([store.get().trace, store.get().waiting], [own, false]);
});
