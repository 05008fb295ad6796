import assert from "node:assert/strict";
import { test } from "node:test";
import { BASE } from "../../../static/js/state/base.js";
import { compose } from "../../../static/js/state/compose.js";
import * as history from "../../../static/js/state/history.js";
import { random } from "../support/random.js";
import { openState, randomTrace } from "../support/sample.js";

/**
 * @typedef {import("../../../static/js/state/app_state.js").AppState} AppState
 * @typedef {import("../../../static/js/state/reducer.js").Action} Action
 */

const whole = compose([BASE, history.HISTORY]);
/** @type {(state: AppState, action: Action) => AppState} */
const step = whole.reduce;
/** @param {AppState} state */
const momentOf = (state) => history.momentOf(whole, state);
/** @param {AppState} state @param {...Action} actions */
const after = (state, ...actions) => actions.reduce(step, state);
/** @param {number} value @param {number} unit @returns {Action} */
const turned = (value, unit = 0) => ({ type: "turn valve", gate: "forget", units: [unit], value });

test("undo brings back the state before, redo the state after", () => {
  const start = openState();
  const pinned = after(start, turned(0.3));
  const typed = after(pinned, { type: "edit cells", cells: [["9", "1"]] });
  assert.deepEqual(momentOf(after(typed, { type: "undo" })), momentOf(pinned));
  assert.deepEqual(momentOf(after(typed, { type: "undo" }, { type: "undo" })), momentOf(start));
  const back = after(typed, { type: "undo" }, { type: "undo" }, { type: "redo" }, { type: "redo" });
  assert.deepEqual(momentOf(back), momentOf(typed));
  assert.equal(after(back, { type: "redo" }), back, "there is nothing more to redo");
});

test("one turn of a valve is one change, however many moves it took; another valve is another", () => {
  const dragged = after(openState(), ...[0.9, 0.8, 0.7].map((value) => turned(value)));
  assert.equal(dragged.past.length, 1);
  const two = after(dragged, turned(0.1, 1));
  assert.deepEqual(after(two, { type: "undo" }).pins, dragged.pins);
  assert.deepEqual(after(two, { type: "undo" }, { type: "undo" }).pins, []);
});

test("a look in between ends a change; answers of the server do not", () => {
  const looked = after(
    openState(),
    turned(0.9),
    { type: "move step", by: 0 },
    { type: "look at unit", unit: 2 },
    turned(0.8),
  );
  assert.equal(looked.past.length, 2);
  const trace = randomTrace({ steps: 4, units: 3 });
  const answered = after(
    openState(),
    turned(0.9),
    { type: "asked" },
    { type: "traced", trace, pinned: true },
    turned(0.8),
  );
  assert.equal(answered.past.length, 1);
});

test("a new change forgets what was undone", () => {
  const state = after(openState(), turned(0.3), { type: "undo" }, turned(0.6, 2));
  assert.deepEqual([state.past.length, state.future.length], [1, 0]);
});

test("another model is undone with its input and pins, and waits for its own trace", () => {
  const start = after(openState({ trace: randomTrace({ steps: 4, units: 3 }) }), turned(0.3));
  const back = after(start, { type: "choose preset", name: "letters" }, { type: "undo" });
  assert.deepEqual(momentOf(back), momentOf(start));
  assert.equal(back.trace, null);
});

test("undoing as often as something was done restores the start", () => {
  const { below, pick } = random(4);
  for (let round = 0; round < 50; round++) {
    const start = openState();
    let state = start;
    for (let turn = 0; turn < 30; turn++) {
      state = step(
        state,
        pick(
          /** @type {Action[]} */ ([
            turned(below(100) / 100, below(3)),
            { type: "edit cells", cells: [[String(below(9)), "0"]] },
            { type: "move phase", by: 1 },
            { type: "remove all pins" },
            { type: "choose example", id: "short" },
            { type: "undo" },
            { type: "redo" },
          ]),
        ),
      );
    }
    while (state.past.length) state = step(state, { type: "undo" });
    assert.deepEqual(momentOf(state), momentOf(start));
  }
});

test("the last hundred changes can be undone, and no more", () => {
  let state = openState();
  for (let n = 0; n < 103; n++)
    state = step(step(state, turned(n / 200, n % 2)), { type: "look at unit", unit: n % 3 });
  assert.equal(state.past.length, 100);
  while (state.past.length) state = step(state, { type: "undo" });
  assert.equal(state.pins.length, 2, "the first three changes stay");
});
