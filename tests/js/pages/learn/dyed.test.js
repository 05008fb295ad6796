import assert from "node:assert/strict";
import { test } from "node:test";
import { DYED } from "../../../../static/js/pages/learn/dyed.js";
import { isReached } from "../../../../static/js/state/goals.js";
import { numbersPreset, randomTrace } from "../../support/sample.js";

/** A figure that has its answer. @param {string} address */
function opened(address) {
  const preset = numbersPreset();
  const place = DYED.fromAddress(`model=${preset.name}&${address}`);
  return [
    { type: "restored", place },
    { type: "preset opened", preset },
    { type: "traced", trace: randomTrace({ steps: preset.examples[0].inputs.length, units: 2 }) },
  ].reduce(DYED.reduce, DYED.initial);
}

test("the address of a figure keeps the dyed step, there and back", () => {
  const state = opened("step=2&dye=3");
  assert.equal(state.dye, 2);
  assert.match(DYED.toAddress(state), /(^|&)dye=3(&|$)/);
});

test("a figure pours dye before it moves on, and takes it out again", () => {
  const state = opened("step=1");
  const { name } = numbersPreset();
  const poured = DYED.movesTo(state, `model=${name}&step=2&dye=2`);
  assert.deepEqual(poured[0], { type: "dye", step: 1 });
  const there = poured.reduce(DYED.reduce, state);
  assert.deepEqual([there.dye, there.step], [1, 1]);
  assert.equal(DYED.movesTo(there, `model=${name}&step=1&dye=2`).filter(({ type }) => type === "dye").length, 0);
  assert.deepEqual(DYED.movesTo(there, `model=${name}&step=1`)[0], { type: "dye", step: null });
});

test("a goal about dye is reached when the water is dyed, not before", () => {
  const state = opened("step=2&dye=2");
  const goal = { operator: "==", operands: ["dye", 2] };
  assert.equal(isReached(goal, state), false);
  const tinted = { of: state.trace, step: 1, fields: {} };
  assert.equal(isReached(goal, DYED.reduce(state, { type: "tinted", tinted })), true);
});
