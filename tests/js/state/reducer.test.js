import assert from "node:assert/strict";
import { test } from "node:test";
import { ANSWERS } from "../../../static/js/state/answers.js";
import { INITIAL } from "../../../static/js/state/fields.js";
import { LOOKS } from "../../../static/js/state/looking.js";
import { MOVES } from "../../../static/js/state/moving.js";
import { OPENING } from "../../../static/js/state/opening.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { TOUCHES } from "../../../static/js/state/touching.js";
import { numbersPreset, openState, randomTrace, textPreset } from "../support/sample.js";

/**
 * @typedef {import("../../../static/js/state/app_state.js").AppState} AppState
 * @typedef {import("../../../static/js/state/reducer.js").Action} Action
 */

/** @param {AppState} state @param {...Action} actions */
const after = (state, ...actions) => actions.reduce(reduce, state);
/** @param {AppState} state */
const moment = ({ step, phase }) => [step, phase];

test("each action has one case; those of other slices change nothing", () => {
  const names = [ANSWERS, LOOKS, MOVES, OPENING, TOUCHES].flatMap((cases) => Object.keys(cases));
  assert.deepEqual(names, [...new Set(names)]);
  const state = openState();
  for (const type of /** @type {const} */ (["undo", "redo"])) assert.equal(reduce(state, { type }), state);
});

test("before it is known how long the run is, keys leave the moment of the address", () => {
  const start = { ...INITIAL, wanted: "numbers", step: 3, phase: 2 };
  for (const type of /** @type {const} */ (["move phase", "move step"]))
    for (const by of [1, -1]) assert.deepEqual(moment(after(start, { type, by })), [3, 2]);
  assert.deepEqual(moment(after({ ...start, phase: 5 }, { type: "toggle play" })), [3, 5]);
});

test("phases run through the steps, there and back, and stop at both ends", () => {
  const start = openState();
  let state = start;
  const seen = [];
  for (let count = 0; count < 30; count++) {
    seen.push(moment(state));
    state = reduce(state, { type: "move phase", by: 1 });
  }
  assert.deepEqual(seen.slice(0, 8), [
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 3],
    [0, 4],
    [0, 5],
    [1, 0],
    [1, 1],
  ]);
  assert.deepEqual(moment(state), [3, 5]);
  for (let count = 0; count < 23; count++) state = reduce(state, { type: "move phase", by: -1 });
  assert.deepEqual(moment(state), [0, 0]);
  assert.deepEqual(moment(reduce(state, { type: "move phase", by: -1 })), [0, 0]);
});

test("a whole step keeps the phase", () => {
  assert.deepEqual(moment(after(openState({ step: 1, phase: 4 }), { type: "move step", by: 1 })), [2, 4]);
  assert.deepEqual(moment(after(openState({ step: 1, phase: 4 }), { type: "move step", by: -5 })), [0, 4]);
});

test("seeking stays inside the run; with a phase it asks about that phase's valve", () => {
  const state = openState({ gate: "o", phase: 2 });
  assert.deepEqual(moment(after(state, { type: "seek", step: Infinity, phase: Infinity })), [3, 5]);
  assert.deepEqual(moment(after(state, { type: "seek", step: -4 })), [0, 2]);
  assert.deepEqual(moment(after(state, { type: "seek", phase: 4 })), [moment(state)[0], 4], "of the present step");
  assert.equal(after(state, { type: "seek", step: 1 }).gate, "o");
  assert.equal(after(state, { type: "seek", step: 1, phase: 0 }).gate, null);
});

test("play stops at the end, and play at the end begins anew", () => {
  const nearly = openState({ step: 3, phase: 4, playing: true });
  const ended = after(nearly, { type: "move phase", by: 1 });
  assert.deepEqual([...moment(ended), ended.playing], [3, 5, false]);
  const again = after(ended, { type: "toggle play" });
  assert.deepEqual([...moment(again), again.playing], [0, 0, true]);
  assert.equal(after(again, { type: "toggle play" }).playing, false);
  for (const at of [openState({ step: 2, phase: 5 }), openState({ step: 3, phase: 4 })])
    assert.deepEqual(moment(after(at, { type: "toggle play" })), moment(at), "before the end, it goes on from there");
  assert.equal(after(INITIAL, { type: "toggle play" }).playing, false, "there is nothing to play yet");
});

test("playing goes on by phases, or to the end of each step", () => {
  const begun = openState({ step: 1, phase: 1, playing: true, stride: "step" });
  const goOn = /** @type {Action} */ ({ type: "go on" });
  assert.deepEqual(moment(after(begun, goOn)), [1, 5]);
  assert.deepEqual(moment(after(begun, goOn, goOn)), [2, 5]);
  assert.deepEqual(moment(after(begun, { type: "stride", by: "phase" }, goOn)), [1, 2]);
  const ended = after(begun, goOn, goOn, goOn);
  assert.deepEqual([...moment(ended), ended.playing], [3, 5, false]);
});

test("a preset opens with its first example, or the one that the address names", () => {
  const preset = numbersPreset();
  const first = after(INITIAL, { type: "preset opened", preset });
  assert.deepEqual(
    [first.wanted, first.example, first.cells],
    [
      "numbers",
      "short",
      [
        ["0.5", "0"],
        ["-1", "1"],
      ],
    ],
  );
  const named = after({ ...INITIAL, example: "long" }, { type: "preset opened", preset });
  assert.deepEqual([named.example, named.cells.length], ["long", 4]);
  assert.equal(after({ ...INITIAL, example: "gone" }, { type: "preset opened", preset }).example, "short");
});

test("an input that came with the address is not overwritten by an example", () => {
  const opened = after({ ...INITIAL, cells: [["7", "7"]] }, { type: "preset opened", preset: numbersPreset() });
  assert.deepEqual([opened.example, opened.cells], [null, [["7", "7"]]]);
  assert.equal(opened.waiting, true);
  const faulty = after({ ...INITIAL, cells: [["x", "7"]] }, { type: "preset opened", preset: numbersPreset() });
  assert.deepEqual([faulty.cells, faulty.waiting], [[["x", "7"]], false], "there is no answer to wait for");
  const text = after({ ...INITIAL, text: "((" }, { type: "preset opened", preset: textPreset() });
  assert.deepEqual([text.example, text.text], [null, "(("]);
});

test("another preset starts from nothing", () => {
  const state = openState({
    step: 2,
    phase: 3,
    unit: 2,
    pins: [{ gate: "forget", value: 0 }],
    playing: true,
    chosen: true,
  });
  const chosen = after(state, { type: "choose preset", name: "other" });
  assert.deepEqual(
    [
      chosen.wanted,
      chosen.preset,
      chosen.trace,
      chosen.pins,
      chosen.cells,
      chosen.step,
      chosen.phase,
      chosen.unit,
      chosen.playing,
      chosen.shown,
    ],
    ["other", null, null, [], [], 0, 0, 0, false, []],
  );
});

test("an example replaces input and pins; typing makes the input one's own and keeps the pins", () => {
  const state = openState({ step: 2, pins: [{ gate: "forget", value: 0 }] });
  const chosen = after(state, { type: "choose example", id: "short" });
  assert.deepEqual([chosen.example, chosen.cells.length, chosen.pins, chosen.step], ["short", 2, [], 0]);
  const typed = after(state, { type: "edit cells", cells: [["9", "0"]] });
  assert.deepEqual([typed.example, typed.cells, typed.pins.length], [null, [["9", "0"]], 1]);
});

test("a turned valve is pinned where and as long as the scope says", () => {
  /** @param {import("../../../static/js/state/pins.js").Scope} scope */
  const pinned = (scope) =>
    after(openState({ step: 2, scope }), { type: "turn valve", gate: "input", units: [1], value: 0.3 }).pins;
  assert.deepEqual(pinned("step"), [{ gate: "input", value: 0.3, units: [1], from: 2, to: 2 }]);
  assert.deepEqual(pinned("onward"), [{ gate: "input", value: 0.3, units: [1], from: 2 }]);
  assert.deepEqual(pinned("all"), [{ gate: "input", value: 0.3, units: [1] }]);
  const all = after(openState({ scope: "all" }), { type: "turn valve", gate: "output", units: null, value: 1 });
  assert.deepEqual(all.pins, [{ gate: "output", value: 1 }]);
});

test("pins go one by one, or all at once", () => {
  /** @type {AppState["pins"]} */
  const pins = [
    { gate: "forget", value: 0 },
    { gate: "input", value: 1 },
    { gate: "output", value: 0.5 },
  ];
  const state = openState({ pins });
  const without = after(state, { type: "remove pin", pin: { ...pins[1] } });
  assert.deepEqual(without.pins, [pins[0], pins[2]]);
  assert.deepEqual(
    after(without, { type: "remove pin", pin: pins[1] }).pins,
    [pins[0], pins[2]],
    "no other in its place",
  );
  assert.deepEqual(after(state, { type: "remove all pins" }).pins, []);
  assert.deepEqual(after(state, { type: "release valve", gate: "output", unit: 0 }).pins, pins.slice(0, 2));
});

test("lanes: at most eight, in order, never none, with the spotlight on one of them", () => {
  const state = openState({ unit: 2 });
  const two = after(state, { type: "show units", units: [1, 0] });
  assert.deepEqual([two.shown, two.unit, two.chosen], [[0, 1], 0, true]);
  assert.equal(after(state, { type: "show units", units: [] }), state);
  assert.deepEqual(
    after(state, { type: "show units", units: [9, 8, 7, 6, 5, 4, 3, 2, 1] }).shown,
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
});

test("an answer shows the liveliest lanes, keeps chosen ones and the moment inside the run", () => {
  const trace = randomTrace({ steps: 2, units: 12, seed: 5 });
  const taken = after(openState({ shown: [], step: 3, unit: 11 }), { type: "traced", trace });
  assert.equal(taken.shown.length, 8);
  assert.ok(taken.shown.includes(taken.unit));
  assert.deepEqual([taken.step, taken.waiting, taken.problem], [1, false, null]);
  const again = after(taken, { type: "traced", trace: randomTrace({ steps: 2, units: 12, seed: 6 }) });
  assert.equal(again.shown, taken.shown, "the same lanes are the same list: nothing is rebuilt");
  const fewer = after(openState({ shown: [1, 7] }), { type: "traced", trace: randomTrace({ steps: 2, units: 3 }) });
  assert.deepEqual(fewer.shown, [1]);
});

test("a failure keeps everything but stops playing; retry asks again", () => {
  const problem = { status: 0, title: "unreachable", detail: "", errors: [] };
  const state = openState({ playing: true, cells: [["7", "1"]] });
  const failed = after(state, { type: "failed", problem });
  assert.deepEqual(failed, { ...state, playing: false, waiting: false, problem });
  const retried = after(failed, { type: "retry" });
  assert.deepEqual([retried.problem, retried.waiting, retried.attempt], [null, true, 1]);
});

test("a place restored on the open preset opens it there and waits for its own answer", () => {
  const state = openState();
  const place = {
    wanted: "numbers",
    example: null,
    cells: [
      ["1", "1"],
      ["2", "0"],
    ],
    text: "",
    step: 1,
    phase: 2,
  };
  const restored = after(state, { type: "restored", place });
  assert.deepEqual(
    [restored.preset?.name, restored.cells, restored.step, restored.phase, restored.trace],
    ["numbers", place.cells, 1, 2, null],
  );
  assert.equal(restored.attempt, 1, "also the same question is asked again");
  assert.equal(after(state, { type: "restored", place: { ...place, wanted: "other" } }).preset, null);
});

test("a preset of another unit brings its phases; what that unit has not is gone", () => {
  const preset = { ...numbersPreset(), unit: "gru", peepholes: {} };
  const before = openState({
    phase: 3,
    spotlight: "output",
    gate: "o",
    pins: [
      { gate: "forget", value: 0 },
      { gate: "output", value: 1 },
    ],
  });
  const opened = after(before, { type: "preset opened", preset });
  const { blueprint, phase, spotlight, gate, pins } = opened;
  assert.deepEqual(
    { blueprint, phase, spotlight, gate, pins },
    {
      blueprint: "gru",
      phase: 5, // merge, as before
      spotlight: null,
      gate: null,
      pins: [],
    },
  );
  assert.equal(after(opened, { type: "preset opened", preset: numbersPreset() }).blueprint, "lstm");
});

test("between two views the nearest is the one that is shown, and at a stop nothing is on its way", () => {
  const state = openState();
  const cases = /** @type {const} */ ([
    [0, "pipe", null],
    [0.48, "pipe", 0.48],
    [0.5, "symbols", 0.5],
    [1, "symbols", null],
    [1.6, "cell", 1.6],
    [2, "cell", null],
    [2.3, "cell", null],
    [-1, "pipe", null],
  ]);
  for (const [place, view, between] of cases) {
    const moved = after(state, { type: "morph", place });
    assert.deepEqual([moved.view, moved.between], [view, between]);
    const chosen = after(moved, { type: "view", view: "row" });
    assert.deepEqual([chosen.view, chosen.between], ["row", null]);
  }
});
