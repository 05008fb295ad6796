/** When the Lab's views are drawn: at first in turn and hidden, then once per frame. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inTurn } from "../../../../static/js/pages/lab/in_turn.js";
import { startShowing } from "../../../../static/js/pages/lab/showing.js";
import { LAB_INITIAL } from "../../../../static/js/pages/lab/state.js";

/** @typedef {import("../../../../static/js/pages/lab/state.js").LabState} LabState */

const trace = /** @type {LabState["trace"]} */ (/** @type {unknown} */ ({ h: [] }));
/** Long enough for all turns. */
const TURNS = 20;

/** A Lab with two views that tell what they do, and frames that come when the test wants them. @param {import("node:test").TestContext} t */
function page(t) {
  /** @type {(() => void)[]} */
  let frames = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ work) => frames.push(work) });
  t.after(() => Reflect.deleteProperty(globalThis, "requestAnimationFrame"));
  /** @type {LabState} */
  let state = { ...LAB_INITIAL, waiting: true };
  /** @type {() => void} */
  let listener = () => {};
  /** @type {string[]} */
  const log = [];
  /** @type {Record<string, string>} */
  const dataset = {};
  const lab = /** @type {HTMLElement} */ (/** @type {unknown} */ ({ dataset, setAttribute() {} }));
  const store = {
    get: () => state,
    subscribe: (/** @type {() => void} */ each) => {
      listener = each;
    },
  };
  const mount = (/** @type {string} */ name) => () => {
    log.push(`mount ${name}`);
    return (/** @type {LabState} */ { trace }) => log.push(`${name} ${trace ? "drawn" : "empty"}`);
  };
  return {
    dataset,
    start: () => startShowing(lab, store, mount("picture"), [mount("panel")]),
    /** @param {Partial<LabState>} change */
    put(change) {
      state = { ...state, ...change };
      listener();
    },
    paint() {
      const due = frames;
      frames = [];
      for (const each of due) each();
    },
    /** What has been done since it was last asked. */
    done: () => log.splice(0),
  };
}

/** The same, with a first answer that everything shows. @param {import("node:test").TestContext} t */
async function shown(t) {
  const lab = page(t);
  await lab.start();
  lab.put({ trace, waiting: false });
  await sleep(TURNS);
  lab.paint();
  await sleep(TURNS);
  lab.done();
  return lab;
}

test("long pieces are done in order, and something else has its turn between them; short ones share a turn", async (t) => {
  let clock = 1;
  t.mock.method(performance, "now", () => clock);
  for (const [ms, expected] of /** @type {const} */ ([
    [6, ["a", "other", "b", "other", "c"]],
    [1, ["a", "b", "c"]],
  ])) {
    /** @type {string[]} */
    const done = [];
    const pieces = ["a", "b", "c"].map((name) => () => {
      clock += ms;
      done.push(name);
      setTimeout(() => done.push("other"));
    });
    const all = inTurn(pieces);
    assert.deepEqual(done, []);
    await all;
    assert.deepEqual(done, expected);
  }
});

test("the page is revealed when everything shows the answer, the stage first; then it is drawn once per frame", async (t) => {
  const { dataset, start, put, paint, done } = page(t);
  await start();
  assert.deepEqual(done(), ["mount picture", "mount panel"]);
  await sleep(TURNS);
  assert.deepEqual(done(), ["picture empty", "panel empty"]);
  assert.deepEqual(dataset, { waiting: "true" });

  put({ trace, waiting: false });
  await sleep(TURNS);
  assert.deepEqual(done(), ["picture drawn", "panel drawn"]);
  assert.deepEqual(dataset, { waiting: "true", ready: "stage" });
  paint();
  await sleep(TURNS);
  assert.deepEqual(dataset, { waiting: "false", ready: "all" });

  put({ step: 1 });
  put({ step: 2 });
  assert.equal(dataset.waiting, "true");
  await sleep(TURNS);
  assert.deepEqual(done(), []);
  paint();
  assert.deepEqual(done(), ["picture drawn"]);
  paint();
  assert.deepEqual(done(), ["panel drawn"]);
  assert.equal(dataset.waiting, "false");
});

test("an answer is drawn when it comes, once a frame, and what is around it after the frame that paints it", async (t) => {
  const { dataset, put, paint, done } = await shown(t);

  put({ waiting: true });
  assert.deepEqual(done(), [], "a question changes nothing");
  put({ waiting: false });
  assert.deepEqual(done(), ["picture drawn"]);
  put({ waiting: true });
  put({ waiting: false });
  assert.deepEqual(done(), [], "the second answer of a frame waits for it");
  paint();
  assert.deepEqual(done(), ["picture drawn"]);
  assert.equal(dataset.waiting, "true");
  paint();
  assert.deepEqual(done(), ["panel drawn"]);
  assert.equal(dataset.waiting, "false");
});

test("while a hand turns on, each answer is drawn although the next question is under way, and the panels follow", async (t) => {
  const { put, paint, done } = await shown(t);

  put({ waiting: true });
  for (const expected of [["picture drawn"], ["picture drawn", "panel drawn"]]) {
    put({ waiting: false });
    put({ waiting: true });
    paint();
    assert.deepEqual(done(), expected);
  }
  put({ waiting: false });
  assert.deepEqual(done(), ["picture drawn"]);
});

test("what changes while the page is revealed is shown before the page says that it waits for nothing", async (t) => {
  const { dataset, start, put, paint } = page(t);
  await start();
  put({ trace, waiting: false });
  await sleep(TURNS);
  assert.equal(dataset.ready, "stage");
  put({ step: 1 });
  paint();
  await sleep(TURNS);
  assert.deepEqual(dataset, { waiting: "true", ready: "all" });
  paint();
  assert.equal(dataset.waiting, "false");
});
