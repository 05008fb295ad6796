/** The server does what the state says: one training for the plan, one beside it, and nothing that nobody wants. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../../../../static/js/data/http.js";
import { wishOf } from "../../../../static/js/pages/train/plan.state.js";
import { INITIAL, reduceTrain } from "../../../../static/js/pages/train/state.js";
import { rivalPlan, startTeacher } from "../../../../static/js/pages/train/teacher.js";
import { createStore } from "../../../../static/js/state/store.js";
import { point, run } from "./support.js";

/** Longer than a plan has to stay as it is. */
const STILL = 280;

/** A server that keeps a log, and a page that talks with it. */
function school() {
  /** @type {string[]} */
  const log = [];
  /** @type {Map<string, (name: string, data: any, n: number) => void>} */
  const heard = new Map();
  let count = 0;
  let fault = 0;
  const fail = () => {
    if (fault) throw new ApiError({ status: fault, title: "", detail: "", errors: [] });
  };
  const trainings = /** @type {any} */ ({
    async begin(/** @type {any} */ plan, /** @type {any} */ role, /** @type {boolean} */ recorded) {
      if (fault !== 404) fail();
      const id = `${role}${++count}`;
      log.push(`begin ${id} ${plan.unit} ${plan.units}`);
      const done = recorded ? { recorded, status: /** @type {const} */ ("diverged"), checkpoints: 3 } : {};
      return run({ role, id, plan, key: wishOf(plan, recorded), points: [], ...done });
    },
    async set(/** @type {string} */ id, /** @type {string} */ verb) {
      log.push(`${verb} ${id}`);
      fail();
      return { status: verb === "resume" ? "queued" : "paused", error: null };
    },
    async read() {
      fail();
      return { status: "paused", error: null };
    },
    remove: async (/** @type {string} */ id) => log.push(`remove ${id}`),
    leave: (/** @type {string} */ id) => log.push(`leave ${id}`),
  });
  const store = createStore(reduceTrain, INITIAL);
  const teacher = startTeacher(store, trainings, (id, hear) => {
    log.push(`listen ${id}`);
    heard.set(id, hear);
    return { close: () => log.push(`close ${id}`) };
  });
  return {
    store,
    teacher,
    heard,
    fault(/** @type {number} */ status) {
      fault = status;
    },
    /** What was asked since last time. */
    async asked(wait = 5) {
      await sleep(wait);
      return log.splice(0);
    },
  };
}

/** @param {ReturnType<typeof school>} school */
async function ready({ heard, asked }) {
  await asked(20);
  heard.get("own1")?.("checkpoint", point(0), 0);
  heard.get("rival2")?.("checkpoint", point(0), 0);
  await asked();
}

test("a page has both trainings made, and closes their streams until there is more to hear", async () => {
  const { heard, asked } = school();
  assert.deepEqual(await asked(20), ["begin own1 lstm 4", "begin rival2 rnn 5", "listen own1", "listen rival2"]);
  heard.get("own1")?.("checkpoint", point(0), 0);
  assert.deepEqual(await asked(), ["close own1"]);
});

test("both learn and pause together; leaving the page pauses what learns", async () => {
  const here = school();
  await ready(here);
  here.store.dispatch({ type: "learn", on: true });
  assert.deepEqual(await here.asked(), ["resume own1", "listen own1", "resume rival2", "listen rival2"]);
  here.heard.get("own1")?.("status", { status: "running", error: null }, 0);
  here.teacher.leave();
  assert.deepEqual(await here.asked(), ["leave own1", "leave rival2"]);
  here.store.dispatch({ type: "learn", on: false });
  assert.deepEqual((await here.asked()).sort(), ["close own1", "close rival2", "pause own1", "pause rival2"]);
});

test("another plan replaces both, after it has stayed for a moment; a kept run stays on the server", async () => {
  const here = school();
  await ready(here);
  for (const seed of [1, 2, 3]) here.store.dispatch({ type: "plan", change: { seed } });
  assert.deepEqual(await here.asked(), []);
  const asked = await here.asked(STILL);
  assert.deepEqual(
    asked.filter((each) => /begin|remove/.test(each)),
    ["remove own1", "begin own3 lstm 4", "remove rival2", "begin rival4 rnn 5"],
  );
  here.store.dispatch({ type: "rival", unit: null });
  assert.deepEqual(
    (await here.asked(STILL)).filter((each) => /begin|remove/.test(each)),
    ["remove rival4"],
  );
});

test("a plan that is refused is not asked again until it changes; a training that is gone is made again", async () => {
  const here = school();
  await ready(here);
  here.fault(422);
  here.store.dispatch({ type: "plan", change: { units: 8 } });
  await here.asked(STILL);
  assert.equal(here.store.get().refusal?.status, 422);
  here.store.dispatch({ type: "pace", pace: 2 });
  here.fault(0);
  assert.deepEqual(await here.asked(), []);
  here.store.dispatch({ type: "plan", change: { units: 4 } });
  assert.match((await here.asked(STILL)).join(), /begin own3 lstm 4/);
  here.fault(404);
  here.store.dispatch({ type: "learn", on: true });
  await sleep(2);
  here.fault(0);
  assert.match((await here.asked(20)).join(), /begin own/);
});

test("a run that is kept while it learns is paused, not removed, when another plan replaces it", async () => {
  const here = school();
  await ready(here);
  here.heard.get("own1")?.("checkpoint", point(0), 0);
  here.store.dispatch({ type: "learn", on: true });
  await here.asked();
  here.heard.get("own1")?.("checkpoint", point(1), 1);
  here.store.dispatch({ type: "tick" });
  here.store.dispatch({ type: "keep" });
  here.store.dispatch({ type: "plan", change: { seed: 9 } });
  const asked = await here.asked(STILL);
  assert.ok(asked.includes("pause own1") && !asked.includes("remove own1"), asked.join());
  assert.deepEqual(
    here.store.get().kept.map(({ id, points }) => [id, points.length]),
    [["own1", 2]],
  );
});

test("a server that refuses to pause is not asked over and over", async () => {
  const here = school();
  await ready(here);
  here.store.dispatch({ type: "learn", on: true });
  await here.asked();
  here.fault(503);
  here.store.dispatch({ type: "learn", on: false });
  const asked = (await here.asked(50)).filter((each) => each === "pause own1");
  assert.ok(asked.length > 0 && asked.length < 5, String(asked.length));
  assert.equal(here.store.get().refusal?.status, 503);
});

test("what is beside a network has no more weights, and is no network of the same kind", () => {
  const state = { ...INITIAL, runs: [run()] };
  assert.deepEqual(rivalPlan(state), { ...INITIAL.plan, unit: "rnn", units: 5 });
  assert.equal(rivalPlan({ ...state, rival: "lstm" }), null);
  assert.equal(rivalPlan({ ...state, runs: [run({ rivals: { lstm: 1, gru: 1, rnn: null } })] }), null);
  assert.equal(rivalPlan({ ...state, runs: [] }), null);
});

test("a recorded run is found anew, heard to its end, neither resumed nor removed", async () => {
  const { store, heard, asked } = school();
  store.dispatch({ type: "rival", unit: null });
  store.dispatch({ type: "recorded", on: true });
  assert.deepEqual(await asked(STILL), ["begin own1 lstm 4", "listen own1"]);
  const hear = heard.get("own1");
  hear?.("status", { status: "diverged", error: "training diverged in step 41" }, 2);
  for (const n of [0, 1]) hear?.("checkpoint", point(n), n);
  assert.deepEqual(await asked(), [], "of three checkpoints two are told");
  store.dispatch({ type: "learn", on: true });
  hear?.("checkpoint", point(2), 2);
  assert.deepEqual(await asked(), ["close own1"]);
  store.dispatch({ type: "recorded", on: false });
  assert.deepEqual(await asked(STILL), ["begin own2 lstm 4", "listen own2"], "what comes with the server stays");
});

test("who asks to learn while another plan's network is on its way is heard by that network, not by the one in sight", async () => {
  const here = school();
  await ready(here);
  here.store.dispatch({ type: "learn", on: true });
  await here.asked();
  here.store.dispatch({ type: "plan", change: { seed: 4 } });
  assert.equal(here.store.get().learning, false, "another network has not begun");
  assert.deepEqual((await here.asked()).filter((each) => /resume|pause/.test(each)).sort(), [
    "pause own1",
    "pause rival2",
  ]);
  here.store.dispatch({ type: "toggle learning" });
  assert.deepEqual(
    (await here.asked(STILL)).filter((each) => /resume/.test(each)),
    ["resume own3", "resume rival4"],
  );
  here.store.dispatch({ type: "plan", change: { seed: 5 } });
  here.store.dispatch({ type: "one chunk" });
  await here.asked(STILL);
  assert.deepEqual([here.store.get().learning, here.store.get().until, here.store.get().told], [true, 1, 0]);
});

test("who asks to learn after a refusal has the plan asked for again", async () => {
  const here = school();
  await ready(here);
  here.fault(422);
  here.store.dispatch({ type: "plan", change: { units: 8 } });
  await here.asked(STILL);
  here.fault(0);
  here.store.dispatch({ type: "toggle learning" });
  assert.equal(here.store.get().refusal, null);
  const asked = (await here.asked(STILL)).filter((each) => /begin own|resume own/.test(each));
  assert.deepEqual(asked, ["begin own3 lstm 8", "resume own3"]);
});
