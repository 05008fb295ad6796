import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiError } from "../../../../static/js/data/http.js";
import { createMessages } from "../../../../static/js/data/messages.js";
import { nicknameInWords } from "../../../../static/js/features/classroom/nickname.js";
import { repeated } from "../../../../static/js/features/classroom/repeated.js";
import { createSeatRequests, hexDigits, takeSeat } from "../../../../static/js/features/classroom/seat_requests.js";

/** @param {any} answer */
function server(answer, status = 200) {
  /** @type {{address: string, method: string, headers: any, body: any}[]} */
  const asked = [];
  const send = /** @type {typeof fetch} */ (
    async (address, { method = "GET", headers, body } = {}) => {
      asked.push({ address: String(address), method, headers, body: body ? JSON.parse(String(body)) : null });
      return new Response(status === 204 ? null : JSON.stringify(answer), {
        status,
        headers: { "Content-Type": "application/json" },
      });
    }
  );
  return { send, asked };
}

test("a seat is taken with a token of its own, and its later requests carry it in a header, never in an address", async () => {
  const taken = server({ seat: 3, token: "a".repeat(32), nickname: null }, 201);
  /** @type {import("../../../../static/js/features/classroom/seat_requests.js").Wish} */
  const wish = { language: "zh", people: 2, nickname: "none", token: "a".repeat(32) };
  assert.equal((await takeSeat(taken.send, "KXMP", wish)).seat, 3);
  assert.deepEqual(taken.asked[0], {
    address: "/api/v1/rooms/KXMP/seats",
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: wish,
  });

  const receipt = { id: "0123456789abcdef", counted: true, why: null };
  const { send, asked } = server(receipt);
  const requests = createSeatRequests(send, { code: "KXMP", token: "b".repeat(32) });
  assert.deepEqual(await requests.answer("q1", receipt.id, { version: 1, round: 2, value: "open" }), receipt);
  assert.equal(asked[0].method, "PUT");
  assert.equal(asked[0].address, "/api/v1/rooms/KXMP/questions/q1/answers/0123456789abcdef");
  assert.deepEqual(asked[0].body, { version: 1, round: 2, value: "open" });
  assert.equal(asked[0].headers["X-Seat-Token"], "b".repeat(32));
  assert.ok(asked.every(({ address }) => !address.includes("bbbb")));
});

test("a request is repeated until the server answers, waits longer each time, and stops at what will not pass", async () => {
  /** @type {number[]} */
  const waits = [];
  const rest = async (/** @type {number} */ ms) => void waits.push(ms);
  const statuses = [0, 503, 429, 0, 0];
  let calls = 0;
  const work = async () => {
    const status = statuses[calls++];
    if (status !== undefined) throw ApiError.of(status, "", null);
    return "receipt";
  };
  assert.equal(await repeated(work, rest), "receipt");
  assert.equal(calls, 6);
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 4000]);

  const closed = async () => {
    calls += 1;
    throw ApiError.of(410, "Gone", null);
  };
  calls = 0;
  await assert.rejects(repeated(closed, rest), { problem: { status: 410, title: "Gone", detail: "", errors: [] } });
  assert.equal(calls, 1);
  await assert.rejects(
    repeated(() => Promise.reject(new TypeError("a fault of our own")), rest),
    TypeError,
  );
});

test("what no longer matters is not sent again", async () => {
  let isWanted = true;
  const work = async () => {
    isWanted = false;
    throw ApiError.of(0, "", null);
  };
  assert.equal(
    await repeated(
      work,
      async () => {},
      () => isWanted,
    ),
    null,
  );
});

test("random digits are hex, two for each byte", () => {
  const crypto = { getRandomValues: (/** @type {any} */ bytes) => bytes.fill(0).fill(10, 1) };
  assert.equal(hexDigits(8, crypto), "000a0a0a");
});

test("a nickname is said in the language of the page", () => {
  const { messages } = said();
  assert.equal(nicknameInWords(messages, { colour: "blue", animal: "otter" }), "blue otter");
  assert.equal(nicknameInWords(messages, { text: "Ada" }), "Ada");
  assert.equal(nicknameInWords(messages, null), "");
});

function said() {
  const words = {
    "classroom.nickname": "{colour} {animal}",
    "classroom.colour.blue": "blue",
    "classroom.animal.otter": "otter",
  };
  return { messages: createMessages(words, "en") };
}
