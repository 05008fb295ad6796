import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessages } from "../../../../static/js/data/messages.js";
import { mountHead } from "../../../../static/js/pages/desk/head.js";
import { newPlace } from "../../support/page.js";

const messages = { ...createMessages({}, "en"), t: (/** @type {string} */ id) => id };

test("a desk to which nobody comes for a minute says what school networks do, though it hears nothing", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const place = newPlace();
  const tools = /** @type {any} */ ({
    dispatch: () => {},
    messages,
    outside: { at: (/** @type {string} */ path) => path },
    code: "ABCD",
    takeOver: () => {},
  });
  const update = mountHead(place, tools);
  const warning = place.querySelector(".desk-warning");
  const state = { desk: null, room: { joined: 0, present: 0 }, origin: null, ended: null, isAway: false };
  update(/** @type {any} */ (state));
  mock.timers.tick(59_999);
  assert.equal(warning?.textContent, "");
  mock.timers.tick(1);
  assert.equal(warning?.textContent, "desk.lonely");
  update(/** @type {any} */ ({ ...state, room: { joined: 1, present: 1 } }));
  assert.equal(warning?.textContent, "");
});
