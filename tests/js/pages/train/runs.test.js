/** How far a training is told: the server may be ahead, and the page goes on, pauses and goes back by itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInSight, shownOf } from "../../../../static/js/pages/train/looking.state.js";
import { isOver, needsServer, overshot, ownRun, pointsOf } from "../../../../static/js/pages/train/runs.state.js";
import { after, point, run } from "./support.js";

/** @typedef {import("./support.js").State} State */

const POINTS = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => point(n));
/** @param {number} times */
const ticks = (times) => Array.from({ length: times }, () => /** @type {const} */ ({ type: "tick" }));
/** @param {Partial<import("./support.js").Run>} [other] */
const begun = (other) => /** @type {const} */ ({ type: "begun", run: run({ points: POINTS, ...other }) });
const LEARN = /** @type {const} */ ({ type: "learn", on: true });

test("checkpoints are told one by one at a pace, and faster the further the page is behind without one", () => {
  const paced = after([begun(), { type: "pace", pace: 10 }, LEARN, ...ticks(3)]);
  assert.equal(paced.told, 3);
  assert.equal(after([begun(), { type: "pace", pace: null }, LEARN, ...ticks(2)]).told, 4); // 2 of 8, then 2 of 6
  assert.equal(after([begun(), ...ticks(3)]).told, 0, "nothing is told while it does not learn");
  assert.deepEqual(pointsOf(paced, run({ points: POINTS })), POINTS.slice(0, 4));
});

test("a run that had ended before is not over while its checkpoints are on their way", () => {
  const ended = begun({ status: "done", checkpoints: 3, points: [] });
  const asked = after([ended, { type: "toggle learning" }]);
  assert.equal(asked.learning, true);
  assert.equal(isOver(asked, ownRun(asked)), false);
  const told = after(
    [0, 1, 2].map((n) => /** @type {const} */ ({ type: "point", id: "a", point: point(n) })),
    asked,
  );
  assert.deepEqual([isOver(told, ownRun(told)), after(ticks(2), told).told], [false, 2]);
  assert.equal(isOver(after(ticks(2), told), ownRun(told)), true);
});

test("one chunk asks the server only for what is not there", () => {
  const there = after([begun(), { type: "one chunk" }]);
  assert.deepEqual([there.learning, needsServer(there)], [true, false]);
  const told = after(ticks(2), there);
  assert.deepEqual([told.learning, told.told], [false, 1]);
  const missing = after([{ type: "one chunk" }], after([begun({ points: [point(0)] })]));
  assert.equal(needsServer(missing), true);
  const arrived = after([{ type: "point", id: "a", point: point(1) }], missing);
  assert.equal(needsServer(arrived), false);
  assert.deepEqual(after(ticks(1), arrived).told, 1);
});

test("checkpoints that come twice or out of order are not taken", () => {
  const state = after([
    begun({ points: [] }),
    ...[0, 0, 2, 1, 1].map((n) => /** @type {const} */ ({ type: "point", id: "a", point: point(n) })),
  ]);
  assert.deepEqual(
    ownRun(state)?.points.map(({ n }) => n),
    [0, 1],
  );
});

test("it stops where it knows, at the end, and not before what is beside it has ended", () => {
  const knows = POINTS.map(({ n }) => point(n, n < 5 ? 0.5 : 0.04));
  const goal = after([
    begun({ points: knows }),
    { type: "goal", on: true },
    { type: "pace", pace: null },
    LEARN,
    ...ticks(9),
  ]);
  assert.deepEqual([goal.told, goal.learning], [5, false]);
  const alone = after([begun({ status: "done" }), LEARN, ...ticks(8)]);
  assert.deepEqual([alone.told, alone.learning], [8, false]);
  assert.equal(after([LEARN], alone).learning, false);
  const rival = begun({ role: "rival", id: "b", points: [point(0)], status: "running" });
  const raced = after([begun({ status: "done" }), rival, LEARN, ...ticks(12)]);
  assert.deepEqual([raced.told, raced.learning], [8, true]);
  const over = after(
    [
      ...POINTS.slice(1).map((each) => /** @type {const} */ ({ type: "point", id: "b", point: each })),
      { type: "status", id: "b", status: "done", error: null },
      ...ticks(1),
    ],
    raced,
  );
  assert.equal(over.learning, false);
});

test("back to the start costs nothing: the same checkpoints are told again", () => {
  const state = after([begun(), LEARN, ...ticks(4), { type: "start again" }]);
  assert.deepEqual([state.told, state.learning, ownRun(state)?.points.length], [0, false, 9]);
  assert.equal(after([LEARN, ...ticks(2)], state).told, 2);
});

test("at most three curves are kept, each as far as it was told", () => {
  const keep = /** @type {const} */ ({ type: "keep" });
  const state = after(["a", "b", "c", "d"].flatMap((id) => [begun({ id }), LEARN, ...ticks(2), keep, keep]));
  assert.deepEqual(
    state.kept.map(({ id, points }) => [id, points.length]),
    [
      ["b", 3],
      ["c", 3],
      ["d", 3],
    ],
  );
  assert.deepEqual(
    after([{ type: "forget", id: "c" }], state).kept.map(({ id }) => id),
    ["b", "d"],
  );
});

test("in sight is what was told last, or what a person looks back at", () => {
  const state = after([begun(), LEARN, ...ticks(4), { type: "learn", on: false }]);
  assert.equal(shownOf(state)?.n, 4);
  assert.equal(shownOf(after([{ type: "look by", by: -1 }], state))?.n, 3);
  assert.equal(shownOf(after([{ type: "look", n: 2 }, LEARN, ...ticks(1)], state))?.n, 2, "what is looked at stays");
  assert.equal(
    shownOf(after([{ type: "look", n: 2 }, { type: "look by", by: 9 }, LEARN, ...ticks(1)], state))?.n,
    5,
    "at the end, it follows",
  );
  const rival = after(
    [begun({ role: "rival", id: "b", points: [point(0)] }), { type: "look at run", of: "rival" }],
    state,
  );
  assert.deepEqual([runInSight(rival)?.id, shownOf(rival)?.n], ["b", 0]);
});

test("a run has overshot where it is ten times worse than the mean, but not before its first step", () => {
  const of = (/** @type {(number|null)[]} */ ...values) =>
    overshot(values.map((value, n) => point(n, value)))?.n ?? null;
  assert.deepEqual([of(99, 0.5), of(1, 9), of(1, 11, 12, 3), of(1, 11, null)], [null, null, 2, 2]);
});
