import assert from "node:assert/strict";
import { test } from "node:test";
import { momentsBetween, moveOfKey, movesTo, walker } from "../../../../static/js/pages/learn/moves.js";
import { fromAddress, toAddress } from "../../../../static/js/state/address.js";
import { INITIAL } from "../../../../static/js/state/fields.js";
import { reduce } from "../../../../static/js/state/reducer.js";
import { numbersPreset, randomTrace } from "../../support/sample.js";

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: null, defaultPrevented: false };
globalThis.Element ??= /** @type {any} */ (class {});

/** A figure that has its answer. @param {string} address */
function opened(address) {
  const preset = numbersPreset();
  const asked = reduce(INITIAL, { type: "restored", place: fromAddress(`model=${preset.name}&${address}`) });
  const open = reduce(asked, { type: "preset opened", preset });
  return reduce(open, { type: "traced", trace: randomTrace({ steps: preset.examples[0].inputs.length, units: 2 }) });
}

test("within a run a figure moves as a hand would: nothing is drawn anew", () => {
  const { name, examples } = numbersPreset();
  const state = opened(`example=${examples[0].id}&step=1`);
  const goal = `model=${name}&example=${examples[0].id}&step=2&phase=merge&view=cell&light=merge&pins=forget:0:1:2-`;
  const actions = movesTo(state, goal);
  assert.equal(
    actions.some(({ type }) => type === "restored"),
    false,
  );
  const moved = actions.reduce(reduce, state);
  assert.notEqual(moved.trace, null);
  assert.equal(toAddress({ ...moved, chosen: false }), toAddress({ ...INITIAL, ...fromAddress(goal) }));
});

test("to another run a figure moves by drawing anew", () => {
  const { name, examples } = numbersPreset();
  const state = opened(`example=${examples[0].id}`);
  for (const goal of [`model=${name}&x=1,2`, "model=another", `model=${name}&example=other`])
    assert.deepEqual(movesTo(state, goal), [{ type: "restored", place: fromAddress(goal) }]);
});

test("arrow keys go through the phases, with Shift through the steps, where the figure lets them", () => {
  const right = { ...bare, key: "ArrowRight" };
  assert.deepEqual(moveOfKey(right, ["phases"]), { type: "move phase", by: 1 });
  assert.deepEqual(moveOfKey({ ...right, key: "ArrowLeft" }, ["steps"]), { type: "move step", by: -1 });
  assert.deepEqual(moveOfKey({ ...right, shiftKey: true }, ["steps"]), { type: "move step", by: 1 });
  assert.equal(moveOfKey({ ...right, shiftKey: true }, ["phases"]), null);
  assert.equal(moveOfKey(right, ["valves"]), null);
  assert.equal(moveOfKey({ ...right, key: "ArrowUp" }, ["phases"]), null);
  assert.equal(moveOfKey({ ...right, altKey: true }, ["phases"]), null);
  assert.equal(moveOfKey({ ...right, defaultPrevented: true }, ["phases"]), null);
});

test("on the way to an answer each phase of its step is seen, or at most eight of the steps between", () => {
  const phases = momentsBetween({ step: 3, phase: 0 }, { step: 3, phase: 3 });
  assert.deepEqual(phases, [
    { step: 3, phase: 1 },
    { step: 3, phase: 2 },
  ]);
  const steps = momentsBetween({ step: 2, phase: 1 }, { step: 21, phase: 3 });
  assert.deepEqual(
    steps.map(({ step }) => step),
    [5, 7, 9, 11, 14, 16, 18, 20],
  );
  assert.ok(steps.every(({ phase }) => phase === 3));
});

test("to a neighbour, back or to the same moment the way is direct", () => {
  for (const to of [
    { step: 3, phase: 2 },
    { step: 4, phase: 0 },
    { step: 1, phase: 1 },
    { step: 3, phase: 0 },
  ])
    assert.deepEqual(momentsBetween({ step: 3, phase: 1 }, to), []);
});

test("a figure is on its way until the last moment is reached, and a later walk ends an earlier one", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.matchMedia = /** @type {any} */ (() => ({ matches: false }));
  /** @type {[number, boolean][]} */
  const seen = [];
  const state = { ...INITIAL, step: 0 };
  const store = {
    get: () => state,
    /** @param {import("../../../../static/js/state/reducer.js").Action} action */
    dispatch(action) {
      if (action.type !== "seek") return;
      state.step = action.step ?? state.step;
      seen.push([state.step, figure.isWalking()]);
    },
  };
  const figure = walker(store, (_, address) => [{ type: "seek", step: Number(address), phase: 0 }]);
  assert.equal(figure.isWalking(), false);
  const given = figure.go("6");
  assert.deepEqual(seen, [[1, true]]);
  const later = figure.go("3");
  for (let n = 0; n < 4; n++) {
    t.mock.timers.tick(350);
    await new Promise(setImmediate);
  }
  await Promise.all([given, later]);
  assert.deepEqual(seen, [
    [1, true],
    [2, true],
    [3, true],
  ]);
  assert.equal(figure.isWalking(), false);
});
