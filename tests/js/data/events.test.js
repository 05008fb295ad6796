import assert from "node:assert/strict";
import { test } from "node:test";
import { listenTo, parseEvents } from "../../../static/js/data/events.js";

test("events are read whole, however they are cut", () => {
  const text = 'retry: 500\n\n:\n\nevent: room\nid: 3\ndata: {"a":1}\n\nevent: closed\ndata: {}\n\nevent: ro';
  assert.deepEqual(parseEvents(text), {
    events: [
      { name: "room", data: { a: 1 } },
      { name: "closed", data: {} },
    ],
    retry: 500,
    rest: "event: ro",
  });
  assert.deepEqual(parseEvents("data: [1,\r\ndata: 2]\r\n\r\n").events, [{ name: "message", data: [1, 2] }]);
  assert.deepEqual(parseEvents(":\n\n"), { events: [], retry: null, rest: "" });
});

/** @param {(string|number)[]} answers what a server says each time: a body, or a status */
function server(...answers) {
  /** @type {any[]} */
  const asked = [];
  /** @type {any} */
  const send = async (/** @type {string} */ address, /** @type {any} */ options) => {
    asked.push({ address, headers: options.headers });
    const next = answers.shift();
    if (next === undefined)
      return new Promise((_, fail) => options.signal.addEventListener("abort", () => fail(new Error("aborted"))));
    return typeof next === "number"
      ? Response.json({ title: "no", detail: "no" }, { status: next })
      : new Response(next);
  };
  return { asked, send };
}

test("a stream that ends is opened again, with its headers; one that is closed is not", async () => {
  const { asked, send } = server(
    'retry: 1\n\nevent: room\ndata: {"version":1}\n\n',
    503,
    'event: room\ndata: {"version":2}\n\n',
  );
  /** @type {unknown[]} */
  const heard = [];
  await new Promise((done) => {
    const stream = listenTo(
      send,
      "/events",
      { "X-Room-Key": "k" },
      {
        hear({ data }) {
          heard.push(data.version);
          if (data.version === 2) {
            stream.close();
            setTimeout(done, 20);
          }
        },
        refused: () => heard.push("refused"),
        lost: () => heard.push("lost"),
      },
    );
  });
  assert.deepEqual(heard, [1, "lost", "lost", 2]);
  assert.deepEqual(asked, Array(3).fill({ address: "/events", headers: { "X-Room-Key": "k" } }));
});

test("what the server refuses is said once, and not asked again", async () => {
  for (const status of [403, 404, 410]) {
    const { asked, send } = server(status, "event: room\ndata: {}\n\n");
    const problem = await new Promise((refused) =>
      listenTo(send, "/events", {}, { hear: () => assert.fail(), refused }),
    );
    assert.equal(problem.status, status);
    await new Promise((done) => setTimeout(done, 5));
    assert.equal(asked.length, 1);
  }
});
