import assert from "node:assert/strict";
import { test } from "node:test";
import { proposalsOf } from "../../../../static/js/pages/desk/proposals.js";
import { INITIAL, reduceDesk } from "../../../../static/js/pages/desk/state.js";
import { createWalk } from "../../../../static/js/pages/desk/walk.js";
import { LSTM } from "../../support/blueprints.js";
import { openState } from "../../support/sample.js";

const PHASES = LSTM.phases.length;
/** @type {any} */
const STATE = { ...INITIAL, ...openState(), isJoining: false };

test("what can be asked is about the chosen lane; its right answer is the run's, and is not given away", () => {
  const valves = LSTM.valves.filter(({ gate }) => gate);
  const asked = proposalsOf({ ...STATE, step: 2, phase: 0, unit: 1 }).filter(({ kind }) => kind === "valve");
  assert.equal(asked.length, valves.length);
  for (const [at, { about, truth, generated }] of asked.entries()) {
    const { gate, field, phase } = valves[at];
    assert.deepEqual(about, {
      model: STATE.wanted,
      ...(STATE.example ? { example: STATE.example } : {}),
      step: 2,
      phase,
      lane: 1,
      gate,
    });
    assert.equal(truth, STATE.trace[String(field)][2][1]);
    assert.equal(/** @type {any} */ (generated).reveals, 2 * PHASES + phase);
  }
  for (let tick = 0; tick < 3 * PHASES; tick += 1)
    for (const one of proposalsOf({ ...STATE, step: Math.floor(tick / PHASES), phase: tick % PHASES, unit: 1 })) {
      assert.equal(one.about.lane, 1);
      assert.equal("right" in one.generated, false);
      if (one.kind === "choice") assert.ok(one.choices.some(({ id }) => id === one.truth));
    }
  assert.deepEqual(proposalsOf({ ...STATE, waiting: true }), []);
});

/** @param {Partial<typeof STATE>} state */
function walking(state) {
  /** @type {any[]} */
  const done = [];
  let now = { ...STATE, ...state };
  const store = {
    get: () => now,
    dispatch(/** @type {any} */ action) {
      done.push(action.type);
      now = reduceDesk(now, action);
    },
  };
  const requests = /** @type {any} */ ({
    walk: async (/** @type {string} */ id, /** @type {any} */ step) => void done.push([id, step.state]),
  });
  return { done, store, walk: createWalk(store, requests, (work) => void work()) };
}

const question = (/** @type {string} */ state, /** @type {any} */ more = {}) => ({
  question: { id: "q", state, about: { step: 1 }, generated: null, ...more },
});

test("a clicker walks through joining, phases, and the states of a question", async () => {
  const { done, walk } = walking({ isJoining: true });
  walk.forward();
  walk.forward();
  assert.deepEqual(done, ["joining", "move phase"]);
  for (const [from, to] of Object.entries({ open: "closed", closed: "shown", shown: "revealed", revealed: "done" })) {
    const way = walking({ room: /** @type {any} */ (question(from)) });
    way.walk.forward();
    await null;
    assert.deepEqual(way.done, [["q", to]]);
  }
});

test("the reveal is the change of phase that the question was about", async () => {
  const generated = { kind: "mix", lane: 0, blueprint: "lstm", at: PHASES + 2, reveals: PHASES + 3, pin: null };
  const { store, walk } = walking({ step: 1, phase: 2, room: /** @type {any} */ (question("shown", { generated })) });
  walk.forward();
  await null;
  await null;
  assert.deepEqual([store.get().step, store.get().phase], [1, 3]);
  const pin = { gate: "forget", value: 0, units: [0], from: 1, to: 1 };
  const turned = walking({
    step: 1,
    phase: 2,
    scope: "onward",
    room: /** @type {any} */ (question("shown", { generated: { ...generated, pin } })),
  });
  turned.walk.forward();
  await null;
  await null;
  assert.deepEqual(turned.store.get().pins, [pin]);
  assert.equal(turned.store.get().scope, "onward");
});

test("going back moves the picture alone, and not while its answer is hidden", () => {
  for (const [state, moves] of /** @type {const} */ ([
    ["open", false],
    ["shown", false],
    ["revealed", true],
  ])) {
    const { done, walk } = walking({ step: 1, room: /** @type {any} */ (question(state)) });
    walk.back();
    assert.deepEqual(done, moves ? ["move phase"] : []);
  }
});
