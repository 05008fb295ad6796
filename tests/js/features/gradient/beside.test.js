import assert from "node:assert/strict";
import { test } from "node:test";
import { asking } from "../../../../static/js/features/gradient/beside.js";

const QUESTION = { task: "recall", inputs: [[1]], step: null };

/** A server that is away, or answers with lengths. */
function server() {
  /** @type {unknown[]} */
  const told = [];
  const there = { isAway: true, asked: 0 };
  const send = async () => {
    there.asked += 1;
    if (there.isAway) throw new TypeError("Failed to fetch");
    return Response.json({ norms: { dh: [1, 2] } });
  };
  const ask = asking(/** @type {any} */ (send), (answer, problem) => told.push(problem ? problem.status : answer));
  return { ask, told, there };
}

test("a plain network whose answer was lost is asked again by another attempt, and by nothing else", async () => {
  const { ask, told, there } = server();
  await ask(QUESTION, 0);
  await ask(QUESTION, 0);
  assert.deepEqual([there.asked, told], [1, [null, 0]]);
  there.isAway = false;
  await ask(QUESTION, 1);
  assert.deepEqual([there.asked, told.slice(2)], [2, [null, [1, 2]]]);
});

test("a plain network that has answered is asked no more, however often a person tries again", async () => {
  const { ask, there } = server();
  there.isAway = false;
  await ask(QUESTION, 0);
  await ask(QUESTION, 1);
  assert.equal(there.asked, 1);
});
