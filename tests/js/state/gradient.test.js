import assert from "node:assert/strict";
import { test } from "node:test";
import { backwardOf, chosenOutput } from "../../../static/js/state/gradient.js";
import { startGradientCourier } from "../../../static/js/state/gradient_courier.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { createStore } from "../../../static/js/state/store.js";
import { openState, randomTrace } from "../support/sample.js";

const GRADIENTS = {
  dh: [
    [0.1, -0.2],
    [1, 1],
  ],
  dC: [
    [0.03, -0.04],
    [0.5, 0.6],
  ],
  dh0: [0, 0],
  dC0: [0.007, 0.008],
};

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
