import assert from "node:assert/strict";
import { test } from "node:test";

import { followRoom, hearRoom } from "../../../../static/js/pages/seat/following.js";
import { reduceSeat } from "../../../../static/js/pages/seat/state.js";
import { createStore } from "../../../../static/js/state/store.js";
import { room, SEATED, told } from "./support.js";

const rest = () => new Promise((/** @type {(value: void) => void} */ resolve) => setImmediate(resolve));
const lab = (/** @type {number} */ step) => ({ version: step, address: `/lab#model=numbers&step=${step}` });

test("a seat shows what its room shows; who roams stays, and lands in the present when it comes back", () => {
  const store = createStore(reduceSeat, SEATED);
  followRoom(store);
  store.dispatch(told({ state: lab(3) }));
  assert.equal(store.get().step, 2);
  const free = { mode: /** @type {const} */ ("free"), first: null, last: null };
  store.dispatch(told({ state: lab(3), pace: free }));
  store.dispatch({ type: "roam" });
  for (const step of [2, 4, 1]) store.dispatch(told({ state: lab(step), pace: free }));
  assert.equal(store.get().step, 2);
  store.dispatch({ type: "come back", draft: null });
  assert.equal(store.get().step, 0);
  store.dispatch(told({ state: { version: 9, address: "/join?at=http://127.0.0.1" } }));
  assert.equal(store.get().step, 0, "who waits sees no other place");
});

test("a phone that slept opens its stream anew and hears the present state; a room that is closed says so", async () => {
  const store = createStore(reduceSeat, SEATED);
  /** @type {{signal: AbortSignal, headers: any, say: (text: string) => void, end: () => void}[]} */
  const streams = [];
  const send = /** @type {typeof fetch} */ (
    async (_address, { signal, headers } = {}) => {
      const body = new ReadableStream({
        start(controller) {
          // As fetch does; else the alarm of a silent stream would ring 40 seconds later, and the process wait for it.
          signal?.addEventListener("abort", () => controller.error(signal.reason));
          streams.push({
            signal: /** @type {AbortSignal} */ (signal),
            headers,
            say: (text) => controller.enqueue(new TextEncoder().encode(text)),
            end: () => controller.close(),
          });
        },
      });
      return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
    }
  );
  const event = (/** @type {string} */ name, /** @type {object} */ data) =>
    `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  const heard = hearRoom(store, send, { headers: { "X-Seat-Token": "t" }, events: "/api/v1/rooms/KXMP/events" });
  await rest();
  streams[0].say(event("room", room({ version: 5 })).slice(0, 40));
  streams[0].say(event("room", room({ version: 5 })).slice(40));
  await rest();
  assert.equal(store.get().room?.version, 5);

  heard.again();
  await rest();
  assert.equal(streams.length, 2);
  assert.ok(streams[0].signal.aborted);
  assert.deepEqual(streams[1].headers, { "X-Seat-Token": "t" });
  streams[1].say(event("room", room({ version: 9 })));
  await rest();
  assert.equal(store.get().room?.version, 9);
  streams[1].say(event("closed", {}));
  await rest();
  assert.equal(store.get().ended, "closed");
  heard.close();
});
