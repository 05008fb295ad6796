import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiError } from "../../../../static/js/data/http.js";
import { startDelivery } from "../../../../static/js/pages/seat/delivery.js";
import { reduceSeat } from "../../../../static/js/pages/seat/state.js";
import { createStore } from "../../../../static/js/state/store.js";
import { after, question, SEATED, told } from "./support.js";

const ASKED = after([told({ question: question() })], SEATED);
const rest = () => new Promise((/** @type {(value: void) => void} */ resolve) => setImmediate(resolve));

/** A server that keeps answers by id, and loses requests and receipts in turn. @param {readonly ("request"|"receipt"|"")[]} losses */
function server(losses) {
  /** @type {Map<string, unknown>} */
  const kept = new Map();
  let requests = 0;
  return {
    kept,
    get requests() {
      return requests;
    },
    /** @param {string} _key @param {string} id @param {{value: unknown}} answer */
    async answer(_key, id, { value }) {
      const lost = losses[requests++];
      if (lost === "request") throw ApiError.of(0, "", null);
      kept.set(id, value);
      if (lost === "receipt") throw ApiError.of(0, "", null);
      await rest();
      return { id, counted: true, why: null };
    },
  };
}

/** @param {() => boolean} isDone */
async function until(isDone) {
  for (let turn = 0; turn < 50 && !isDone(); turn += 1) await rest();
  assert.ok(isDone());
}

test("an answer is sent until its receipt comes, under one id, so it counts once", async () => {
  const store = createStore(reduceSeat, ASKED);
  const there = server(["request", "receipt", ""]);
  startDelivery(store, there, rest);
  store.dispatch({ type: "answer", id: "0a", value: "half" });
  await until(() => store.get().mine["q1/1"].told === "counted");
  assert.deepEqual([...there.kept], [["0a", "half"]]);
  assert.equal(there.requests, 3);
});

test("of answers that change while one is on its way only the newest follows", async () => {
  const store = createStore(reduceSeat, ASKED);
  const there = server([]);
  startDelivery(store, there, rest);
  for (const [id, value] of [
    ["0a", "shut"],
    ["0b", "half"],
    ["0c", "open"],
  ])
    store.dispatch({ type: "answer", id, value });
  await until(() => store.get().mine["q1/1"].told === "counted");
  assert.deepEqual(
    [...there.kept],
    [
      ["0a", "shut"],
      ["0c", "open"],
    ],
  );
});

test("a refusal is told, and so is an answer that came late; then the next one is sent", async () => {
  const store = createStore(reduceSeat, ASKED);
  const replies = [
    () => Promise.reject(ApiError.of(422, "", null)),
    async () => ({ id: "0b", counted: false, why: /** @type {const} */ ("late") }),
  ];
  startDelivery(store, { answer: () => /** @type {any} */ (replies.shift())() }, rest);
  store.dispatch({ type: "answer", id: "0a", value: "half" });
  await until(() => store.get().mine["q1/1"].told === "refused");
  store.dispatch({ type: "answer", id: "0b", value: "open" });
  await until(() => store.get().mine["q1/1"].told === "late");
});
