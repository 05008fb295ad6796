/** The same plan with other seeds: which ones, how many at a time, and what is said of them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { FIRST_PLAN, wishOf } from "../../../../static/js/pages/train/plan.state.js";
import { othersOf, sumOf } from "../../../../static/js/pages/train/seeds.state.js";
import { startSeeds } from "../../../../static/js/pages/train/seeds.teacher.js";
import { INITIAL, reduceTrain } from "../../../../static/js/pages/train/state.js";
import { createStore } from "../../../../static/js/state/store.js";
import { point, run } from "./support.js";

test("four other seeds of the same plan, also at the end of their range", () => {
  const last = { ...FIRST_PLAN, seed: 2 ** 31 - 2 };
  assert.deepEqual(
    othersOf(FIRST_PLAN),
    [1, 2, 3, 4].map((seed) => ({ ...FIRST_PLAN, seed })),
  );
  assert.deepEqual(
    othersOf(last).map(({ seed }) => seed),
    [2 ** 31 - 1, 0, 1, 2],
  );
});

/** A page with a network of its own, and a server that keeps a log. */
function school() {
  /** @type {string[]} */
  const log = [];
  /** @type {Map<string, (name: string, data: any, n: number) => void>} */
  const heard = new Map();
  const trainings = /** @type {any} */ ({
    async begin(/** @type {any} */ plan) {
      log.push(`begin ${plan.seed}`);
      return run({ id: `s${plan.seed}`, plan, points: [] });
    },
    set: async (/** @type {string} */ id, /** @type {string} */ verb) => log.push(`${verb} ${id}`),
    remove: async (/** @type {string} */ id) => log.push(`remove ${id}`),
    leave: (/** @type {string} */ id) => log.push(`leave ${id}`),
  });
  const store = createStore(reduceTrain, reduceTrain(INITIAL, { type: "begun", run: run() }));
  const teacher = startSeeds(store, trainings, (id, hear) => {
    heard.set(id, hear);
    return { close: () => log.push(`close ${id}`) };
  });
  return {
    store,
    teacher,
    /** @param {number} seed @param {number} left */
    done(seed, left) {
      heard.get(`s${seed}`)?.("checkpoint", point(0), 0);
      heard.get(`s${seed}`)?.("checkpoint", point(1, left), 1);
      heard.get(`s${seed}`)?.("status", { status: "done" }, 1);
    },
    async asked() {
      await sleep(5);
      return log.splice(0);
    },
  };
}

test("two seeds learn at a time; what has ended is told and deleted", async () => {
  const { store, done, asked } = school();
  assert.deepEqual(await asked(), []);
  store.dispatch({ type: "seeds", on: true });
  assert.deepEqual(await asked(), ["begin 1", "resume s1", "begin 2", "resume s2"]);
  done(2, 0.2);
  assert.deepEqual(await asked(), ["begin 3", "close s2", "remove s2", "resume s3"]);
  assert.deepEqual(
    store.get().seeds.runs.map(({ points, status }) => [points.length, status]),
    [
      [0, "paused"],
      [2, "done"],
      [0, "paused"],
    ],
  );
  done(1, 0.03);
  done(3, 0.04);
  await asked();
  assert.equal(sumOf(store.get()).isAll, false);
  done(4, 0.9);
  const { count, knows, least, most, isAll } = sumOf(store.get());
  assert.deepEqual([count, knows, least, most, isAll], [4, 2, 0.03, 0.9, true], "the own one still learns");
});

test("another plan, a recorded run and a page that goes away stop them", async () => {
  const { store, teacher, asked } = school();
  store.dispatch({ type: "seeds", on: true });
  await asked();
  teacher.leave();
  assert.deepEqual(await asked(), ["leave s1", "leave s2"]);
  store.dispatch({ type: "plan", change: { units: 3 } });
  assert.deepEqual(await asked(), ["close s1", "remove s1", "close s2", "remove s2"], "the plan may still change");
  const plan = { ...FIRST_PLAN, units: 3 };
  store.dispatch({ type: "begun", run: run({ plan, key: wishOf(plan, false) }) });
  assert.deepEqual(await asked(), ["begin 1", "resume s1", "begin 2", "resume s2"]);
  store.dispatch({ type: "recorded", on: true });
  assert.deepEqual(await asked(), ["close s1", "remove s1", "close s2", "remove s2"]);
  assert.deepEqual(store.get().seeds.runs, []);
});
