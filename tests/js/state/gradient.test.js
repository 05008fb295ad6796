import assert from "node:assert/strict";
import { test } from "node:test";
import { backwardOf, chosenOutput } from "../../../static/js/state/gradient.js";
import { startGradientCourier } from "../../../static/js/state/gradient_courier.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { createStore } from "../../../static/js/state/store.js";
import { GRADIENTS } from "../support/gradients.js";
import { openState, randomTrace } from "../support/sample.js";

test("gradients of another run than the one on show are not shown", () => {
  const trace = randomTrace({ steps: 2, units: 2 });
  assert.equal(backwardOf({ backward: true, gradients: GRADIENTS, trace }), GRADIENTS);
  assert.equal(backwardOf({ backward: false, gradients: GRADIENTS, trace }), null);
  assert.equal(backwardOf({ backward: true, gradients: GRADIENTS, trace: randomTrace({ steps: 3, units: 2 }) }), null);
});

test("an output that the run on show does not have is not asked for", () => {
  const state = openState({ trace: randomTrace({ steps: 4, units: 3 }) });
  const units = state.preset?.units ?? 0;
  assert.deepEqual(chosenOutput({ ...state, output: { step: 3, unit: units - 1 } }), { step: 3, unit: units - 1 });
  assert.deepEqual(chosenOutput({ ...state, output: { step: 4, unit: units } }), { step: null, unit: null });
});

test("gradients are asked for once a run, and only while they are looked at", async () => {
  const store = createStore(reduce, openState());
  /** @type {unknown[]} */
  const asked = [];
  const settled = () => new Promise((done) => setTimeout(done));
  startGradientCourier(store, {
    gradients: async (question) => {
      asked.push(question);
      return GRADIENTS;
    },
  });
  await settled();
  assert.equal(asked.length, 0);
  store.dispatch({ type: "backward", on: true });
  await settled();
  store.dispatch({ type: "move step", by: 1 });
  await settled();
  assert.equal(asked.length, 1);
  assert.equal(store.get().gradients, GRADIENTS);
  store.dispatch({ type: "turn valve", gate: "forget", units: [0], value: 0.5 });
  await settled();
  assert.equal(asked.length, 2);
});

test("of a chosen step nothing is asked before the run is there that has it", async () => {
  const trace = randomTrace({ steps: 4, units: 3 });
  const output = { step: 2, unit: 1 };
  const store = createStore(reduce, { ...openState({ trace }), trace: null, backward: true, output });
  /** @type {unknown[]} */
  const outputs = [];
  startGradientCourier(store, {
    gradients: async (_question, chosen) => {
      outputs.push(chosen);
      return GRADIENTS;
    },
  });
  store.dispatch({ type: "traced", trace });
  await new Promise((done) => setTimeout(done));
  assert.deepEqual(outputs, [output]);
});

/** A server whose gradients are answered by hand. */
function asked() {
  const store = createStore(reduce, { ...openState(), backward: true });
  /** @type {((gradients: typeof GRADIENTS) => Promise<void>)[]} */
  const answers = [];
  startGradientCourier(store, {
    gradients: () =>
      new Promise((resolve) => {
        answers.push((gradients) => new Promise((done) => setTimeout(done, 0, resolve(gradients))));
      }),
  });
  return { store, answers };
}

test("gradients of an input that was left are not told of the next one", async () => {
  const { store, answers } = asked();
  const cells = store.get().cells.map((row) => row.map(() => "0.75"));
  store.dispatch({ type: "edit cells", cells });
  await answers[0](GRADIENTS);
  assert.deepEqual([store.get().gradients, answers.length], [null, 2]);
  const own = { ...GRADIENTS, dh0: [1, 1] };
  await answers[1](own);
  assert.deepEqual([store.get().gradients, answers.length], [own, 2]);
});

test("gradients that were dropped are asked for again, also if the question is the same", async () => {
  const { store, answers } = asked();
  await answers[0](GRADIENTS);
  store.dispatch({ type: "edit cells", cells: store.get().cells.map((row) => row.map((cell) => ` ${cell}`)) });
  assert.deepEqual([store.get().gradients, answers.length], [null, 2]);
  await answers[1](GRADIENTS);
  assert.deepEqual([store.get().gradients, answers.length], [GRADIENTS, 2]);
});

test("gradients of an input that was left and that fail are not complained of", async () => {
  const store = createStore(reduce, { ...openState(), backward: true });
  /** @type {((error: unknown) => Promise<void>)[]} */
  const refuse = [];
  startGradientCourier(store, {
    gradients: () =>
      new Promise((_, reject) => {
        refuse.push((error) => new Promise((done) => setTimeout(done, 0, reject(error))));
      }),
  });
  store.dispatch({ type: "edit cells", cells: store.get().cells.map((row) => row.map(() => "0.75")) });
  const problem = { status: 0, title: "unreachable", detail: "away", errors: [] };
  await refuse[0]({ problem });
  assert.deepEqual([store.get().problem, refuse.length], [null, 2]);
  await refuse[1]({ problem });
  assert.deepEqual(store.get().problem, problem);
});
