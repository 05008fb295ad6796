import assert from "node:assert/strict";
import test from "node:test";

import { createSwitches } from "../../../../static/js/pages/desk/switches.js";
import { createStore } from "../../../../static/js/state/store.js";

/** A room that answers, and tells what it is like, when it is told to. */
function room() {
  /** @type {{wanted: object, answer: (error?: Error) => void}[]} */
  const asked = [];
  const store = createStore((_, /** @type {any} */ next) => ({ room: next }), { room: /** @type {any} */ ({}) });
  const turn = createSwitches(
    store,
    (wanted) =>
      new Promise((resolve, reject) => {
        asked.push({ wanted, answer: (error) => (error ? reject(error) : resolve(null)) });
      }),
  );
  const soon = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, turn, soon, tell: (/** @type {object} */ told) => store.dispatch(told) };
}

/** @param {{wanted: object}[]} asked */
const wanted = (asked) => asked.map((one) => one.wanted);

test("a switch that is pressed twice before the room answers is off again, and is asked for in order", async () => {
  const { asked, turn, soon } = room();
  turn("black");
  turn("black");
  await soon();
  assert.deepEqual(wanted(asked), [{ black: true }], "one after the other");
  asked[0].answer();
  await soon();
  assert.deepEqual(wanted(asked), [{ black: true }, { black: false }]);
});

test("what the room tells of before is not what a press goes by", async () => {
  const { asked, turn, soon, tell } = room();
  turn("paused");
  await soon();
  tell({ paused: false, joined: 1 });
  asked[0].answer();
  await soon();
  turn("paused");
  await soon();
  assert.deepEqual(wanted(asked).at(-1), { paused: false });
});

test("once the room has answered and told, it is what a press goes by, whoever turned it", async () => {
  const { asked, turn, soon, tell } = room();
  turn("paused");
  await soon();
  asked[0].answer();
  await soon();
  tell({ paused: true });
  tell({ paused: false });
  turn("paused");
  await soon();
  assert.deepEqual(wanted(asked).at(-1), { paused: true });
});

test("a press that the room refuses is forgotten, and the next one goes on", async () => {
  const { asked, turn, soon } = room();
  const first = turn("black");
  await soon();
  asked[0].answer(new Error("refused"));
  await assert.rejects(first, /refused/);
  turn("black");
  turn("locked");
  await soon();
  asked[1].answer();
  await soon();
  assert.deepEqual(wanted(asked), [{ black: true }, { black: true }, { locked: true }]);
});
