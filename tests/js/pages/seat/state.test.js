import assert from "node:assert/strict";
import { test } from "node:test";
import { untilAsked } from "../../../../static/js/features/classroom/hidden.js";
import { partOf } from "../../../../static/js/pages/seat/look.js";
import { isAnswerTo, remembered } from "../../../../static/js/pages/seat/mine.js";
import { doingOf } from "../../../../static/js/pages/seat/presence.js";
import { isRight, statusOf } from "../../../../static/js/pages/seat/question.js";
import { mineNow, roamingNow } from "../../../../static/js/pages/seat/state.js";
import { tick } from "../../../../static/js/state/question.js";
import { after, question, SEATED, told } from "./support.js";

const ASKED = after([told({ question: question() })], SEATED);
const PHASES = 6;

test("a seat draws the lane that is asked about, and no other", () => {
  assert.deepEqual(SEATED.shown, [SEATED.unit]);
  assert.deepEqual([ASKED.shown, ASKED.unit], [[2], 2]);
  const next = after([told({ question: null }), { type: "look at unit", unit: 1 }], ASKED);
  assert.deepEqual([next.shown, next.unit], [[1], 1]);
});

test("what is asked about is not drawn until it is revealed, wherever the class or the seat goes", () => {
  const at = { step: 1, phase: 1 };
  for (const [step, phase] of [
    [1, 1],
    [1, 5],
    [3, 0],
  ]) {
    const state = { ...ASKED, step, phase };
    assert.equal(tick(untilAsked(state)), PHASES * at.step + at.phase - 1, `${step} ${phase}`);
    for (const walk of /** @type {const} */ (["closed", "shown"]))
      assert.equal(tick(untilAsked(after([told({ question: question({ state: walk }) })], state))), PHASES);
    const revealed = after([told({ question: question({ state: "revealed", truth: "open" }) })], state);
    assert.equal(untilAsked(revealed), revealed);
  }
  const earlier = { ...ASKED, step: 0, phase: 5 };
  assert.equal(untilAsked(earlier), earlier);
  assert.equal(partOf(ASKED), "forget");
});

test("an answer is known as sent only by the receipt of this very answer", () => {
  const { question: asked } = /** @type {any} */ (ASKED.room);
  const one = after([{ type: "answer", id: "01", value: "shut" }], ASKED);
  assert.equal(statusOf(asked, mineNow(one)), "sending");
  const two = after([{ type: "answer", id: "02", value: "open" }], one);
  const late = after([{ type: "receipt", key: "q1/1", id: "01", told: "counted" }], two);
  assert.equal(statusOf(asked, mineNow(late)), "sending", "the receipt is of the answer before");
  const sent = after([{ type: "receipt", key: "q1/1", id: "02", told: "counted" }], late);
  assert.equal(statusOf(asked, mineNow(sent)), "sent");
  assert.equal(mineNow(sent)?.value, "open");
});

test("a question that is closed takes no answer, one that was changed asks for another, one that is asked again keeps both", () => {
  const sent = after(
    [
      { type: "answer", id: "01", value: "shut" },
      { type: "receipt", key: "q1/1", id: "01", told: "counted" },
    ],
    ASKED,
  );
  const closed = after(
    [told({ question: question({ state: "closed" }) }), { type: "answer", id: "02", value: "open" }],
    sent,
  );
  assert.equal(mineNow(closed)?.value, "shut");
  const changed = question({ version: 2 });
  assert.equal(statusOf(changed, mineNow(after([told({ question: changed })], sent))), "changed");
  const again = after([told({ question: question({ round: 2 }) })], sent);
  assert.equal(mineNow(again), null);
  assert.equal(statusOf(question({ round: 2 }), mineNow(again)), "open");
  assert.equal(again.mine["q1/1"].value, "shut");
  assert.equal(statusOf(question({ state: "closed" }), null), "none");
});

test("answers are right as the server counts them: by choice, within the tolerance, within the radius", () => {
  const mine = (/** @type {any} */ value, how = "counted") =>
    /** @type {any} */ ({ id: "1", version: 1, value, told: how });
  const revealed = (/** @type {any} */ other) => question({ state: "revealed", ...other });
  assert.equal(isRight(revealed({ truth: "open" }), mine("open")), true);
  assert.equal(isRight(revealed({ truth: "open" }), mine("shut")), false);
  assert.equal(isRight(revealed({ kind: "valve", truth: 0.4, tolerance: 0.1 }), mine(0.5)), true);
  assert.equal(isRight(revealed({ kind: "number", truth: 0.4, tolerance: 0.1 }), mine(0.51)), false);
  assert.equal(isRight(revealed({ kind: "place", truth: [0.5, 0.5] }), mine([0.56, 0.58])), true);
  assert.equal(isRight(revealed({ kind: "place", truth: [0.5, 0.5] }), mine([0.56, 0.59])), false);
  assert.equal(isRight(revealed({ kind: "sentence" }), mine("Because.")), null);
  assert.equal(isRight(revealed({ truth: "open" }), mine("open", "late")), null);
  assert.equal(isRight(question({ truth: "open", state: "shown" }), mine("open")), null);
});

test("a page that was opened again knows what the server has; what is still on its way is newer", () => {
  const sending = { id: "02", version: 1, value: "open", told: /** @type {const} */ ("sending") };
  const mine = remembered({ "q1/2": sending }, { q1: { 1: "shut", 2: "half" }, q2: { 1: 0.5 } });
  assert.deepEqual(mine["q1/1"], { id: "", version: null, value: "shut", told: "counted" });
  assert.equal(mine["q1/2"], sending);
  assert.equal(mine["q2/1"].value, 0.5);
  assert.ok(isAnswerTo(mine["q1/1"], question({ version: 3 })));
});

test("a seat roams as the pace allows, is back for each question, and is called with its draft kept", () => {
  const still = after([{ type: "roam" }], SEATED);
  assert.equal(still.roaming, null);
  const near = after([told({ pace: { mode: "within", first: 1, last: 2 } }), { type: "roam" }], SEATED);
  assert.equal(near.roaming, "steps");
  assert.equal(near.step, 1);
  assert.equal(after([{ type: "seek", step: 3 }], near).step, 2);
  assert.deepEqual(doingOf(near, null, "/lab").doing, "roaming");
  assert.match(String(doingOf(near, null, "/lab").address), /^\/lab#.*step=2/);

  const free = { mode: /** @type {const} */ ("free"), first: null, last: null };
  const lab = after([told({ pace: free }), { type: "roam" }], SEATED);
  assert.equal(roamingNow(lab), "lab");
  assert.deepEqual(doingOf(lab, "model=recall", "/zh/lab"), { doing: "roaming", address: "/zh/lab#model=recall" });
  const trial = { task: "keep", reached: 12, of: 20 };
  assert.deepEqual(doingOf(lab, "model=recall", "/lab", trial).task, trial);
  assert.equal("task" in doingOf(near, null, "/lab", trial), false);
  const asked = after([told({ pace: free, question: question() })], lab);
  assert.equal(roamingNow(asked), null);
  assert.equal(roamingNow(after([told({ pace: free })], asked)), "lab");
  assert.equal(doingOf({ ...asked, needsHelp: true }, null, "/lab").doing, "help");

  assert.equal(lab.isCalled, false);
  const called = after([told({ pace: free, recall: 1 })], lab);
  assert.equal(called.isCalled, true);
  assert.equal(after([told({})], lab).isCalled, true, "the pace is to follow again");
  const back = after([{ type: "come back", draft: "model=recall" }], called);
  assert.deepEqual([back.roaming, back.isCalled, back.draft], [null, false, "model=recall"]);
  assert.equal(after([told({ pace: free, recall: 2 })], back).isCalled, false, "who follows is there already");
});

test("what was asked and told is kept for the end, each question once", () => {
  const revealed = question({ state: "revealed", truth: "open" });
  const state = after([told({ question: revealed }), told({ question: revealed }), told({ question: null })], ASKED);
  assert.deepEqual(state.asked, [revealed]);
  const other = after([told({ question: { ...revealed, id: "q2" } }), { type: "room ended", why: "closed" }], state);
  assert.deepEqual(
    other.asked.map(({ id }) => id),
    ["q1", "q2"],
  );
});
