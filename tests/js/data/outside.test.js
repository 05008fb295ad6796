import assert from "node:assert/strict";
import { test } from "node:test";
import { outsideOf } from "../../../static/js/data/outside.js";

/** @param {object} own @returns {any} */
const windowWith = (own) => ({ fetch: async (/** @type {string} */ url) => `answer of ${url}`, ...own });

test("a page asks through its own window, also if that is changed later", async () => {
  const window = windowWith({ localStorage: {} });
  const { fetch } = outsideOf(window);
  assert.equal(await fetch("/one"), "answer of /one");
  window.fetch = async () => "another";
  assert.equal(await fetch("/one"), "another");
});

test("a browser that forbids storage stores nothing", () => {
  const localStorage = {};
  assert.equal(outsideOf(windowWith({ localStorage })).storage, localStorage);
  const forbidding = {
    get localStorage() {
      throw new DOMException("no storage", "SecurityError");
    },
  };
  assert.equal(
    outsideOf(Object.defineProperties(windowWith({}), Object.getOwnPropertyDescriptors(forbidding))).storage,
    null,
  );
});
