import assert from "node:assert/strict";
import { test } from "node:test";
import { untilAsked } from "../../../../static/js/features/classroom/hidden.js";
import { questionOf } from "../../../../static/js/features/classroom/room.state.js";
import { ALONE_KEYS } from "../../../../static/js/pages/board/alone/keys.js";
import { createWalk } from "../../../../static/js/pages/board/alone/walk.js";
import { fromQuery, toQuery } from "../../../../static/js/pages/board/alone.state.js";
import { INITIAL, reduceBoard } from "../../../../static/js/pages/board/state.js";
import { proposalsOf } from "../../../../static/js/pages/desk/proposals.js";
import { tick } from "../../../../static/js/state/question.js";
import { KEYS, keyAction } from "../../../../static/js/view/panels/keys.js";
import "../../support/blueprints.js";
import { openState } from "../../support/sample.js";

/** @typedef {import("../../../../static/js/pages/board/state.js").BoardState} State */

/** @param {Partial<State>} state */
function walking(state) {
  /** @type {State} */
  let now = { ...INITIAL, ...openState(), ...state };
  const store = {
    get: () => now,
    dispatch(/** @type {import("../../../../static/js/pages/board/state.js").BoardAction} */ action) {
      now = reduceBoard(now, action);
    },
  };
  return { store, walk: createWalk(store) };
}
const locked = { ...INITIAL.alone, locked: true };

/** Walks until a question is open. @param {ReturnType<typeof walking>} board */
function untilOpen({ store, walk }) {
  for (let press = 0; press < 99 && questionOf(store.get())?.state !== "open"; press += 1) walk.forward();
  return /** @type {any} */ (questionOf(store.get()));
}

test("old links keep what the board still has of them", () => {
  for (const query of ["", "?hide=numbers,timeline", "?hide=numbers&lock&laser", "?lock"])
    assert.equal(toQuery(fromQuery(query)), query);
  assert.deepEqual(fromQuery("?present&hide=formulas,numbers,walls&lock=1"), {
    hidden: ["numbers"],
    locked: true,
    laser: false,
  });
});

test("while there is no picture yet a clicker neither goes on nor asks", () => {
  const { store, walk } = walking({ alone: locked, step: 3, phase: 2, trace: null });
  walk.forward();
  const { step, phase } = store.get();
  assert.deepEqual([step, phase, questionOf(store.get())], [3, 2, null]);
});

test("without questions a clicker walks through the phases, there and back", () => {
  const { store, walk } = walking({ step: 0, phase: 0 });
  for (const wanted of [1, 2, 3, 4, 5]) {
    walk.forward();
    assert.equal(store.get().phase, wanted);
  }
  walk.back();
  assert.equal(store.get().phase, 4);
});

test("with a question before each phase a clicker gets to the end, and each answer is the run's", () => {
  const { store, walk } = walking({ alone: locked, step: 0, phase: 0, unit: 1 });
  const last = /** @type {any} */ (store.get().trace).x.length * 6 - 1;
  let asked = 0;
  for (let press = 0; press < 4 * last && tick(store.get()) < last; press += 1) {
    const before = store.get();
    walk.forward();
    const question = questionOf(store.get());
    if (question?.state === "open") {
      asked += 1;
      assert.deepEqual([question.about?.lane, question.truth], [1, null]);
      assert.equal(
        tick(untilAsked({ ...store.get(), step: 9, phase: 5 })),
        tick(store.get()),
        "nothing ahead is drawn",
      );
    }
    if (question?.state === "revealed" && before.own?.question.state === "open") {
      assert.equal(tick(store.get()), question.generated?.reveals);
      const told = proposalsOf(before).find(({ generated }) => generated.kind === question.generated?.kind);
      assert.equal(question.truth, told?.truth);
    }
  }
  assert.equal(tick(store.get()), last);
  assert.ok(asked > 2);
});

test("raised hands are counted, then shown, then the right choice is told", () => {
  const board = walking({ alone: locked, step: 0, phase: 0 });
  const { store, walk } = board;
  const { choices } = untilOpen(board);
  const now = () => /** @type {any} */ (questionOf(store.get()));
  for (const at of [0, 1, 1, 0, 9]) store.dispatch({ type: "hand", at });
  store.dispatch({ type: "take back hand" });
  assert.deepEqual([now().answered, now().counts], [3, null]);
  walk.forward();
  assert.deepEqual([now().state, now().truth], ["shown", null]);
  assert.deepEqual([now().counts[choices[0].id], now().counts[choices[1].id]], [1, 2]);
  store.dispatch({ type: "hand", at: 0 });
  assert.equal(now().answered, 3, "too late");
  walk.forward();
  assert.equal(now().state, "revealed");
  walk.back();
  assert.equal(now().state, "revealed", "the picture goes back, the answers stay");
});

test("going back takes an open question away, and so does another run", () => {
  const board = walking({ alone: locked, step: 0, phase: 0 });
  untilOpen(board);
  board.walk.back();
  assert.equal(questionOf(board.store.get()), null);
  untilOpen(board);
  board.store.dispatch({ type: "turn valve", gate: "forget", units: null, value: 0 });
  assert.equal(questionOf(board.store.get()), null);
});

test("the board's keys come before those of every page, hands only while they can be raised", () => {
  const press = (/** @type {string} */ key, /** @type {Partial<State>} */ more = {}) =>
    keyAction(
      [...ALONE_KEYS, KEYS],
      { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
      { ...INITIAL, ...more },
    );
  assert.deepEqual([press("PageDown")?.action.type, press("PageDown")?.row.isFirst], ["forward", true]);
  assert.equal(press("ArrowLeft")?.action.type, "back");
  assert.deepEqual(press(".")?.action, { type: "turn", name: "black" });
  assert.equal(press("Home")?.action.type, "seek");
  assert.equal(press("2"), null);
  const own = /** @type {any} */ ({ question: { state: "open" } });
  assert.deepEqual(press("2", { own })?.action, { type: "hand", at: 1 });
});
