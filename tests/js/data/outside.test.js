import assert from "node:assert/strict";
import { test } from "node:test";
import { outsideOf } from "../../../static/js/data/outside.js";

/** @param {object} own @returns {any} */
const windowWith = (own) => ({
  document: { documentElement: { dataset: {} } },
  fetch: async (/** @type {string} */ url) => `answer of ${url}`,
  ...own,
});

test("a page asks through its own window, also if that is changed later", async () => {
  const window = windowWith({ localStorage: {} });
  const { fetch } = outsideOf(window);
  assert.equal(await fetch("/one"), "answer of /one");
  window.fetch = async () => "another";
  assert.equal(await fetch("/one"), "another");
});

test("the server is asked to answer in the language of the page, beside the headers of a request", async () => {
  /** @type {any[]} */
  const sent = [];
  const window = windowWith({
    document: { documentElement: { lang: "zh-Hans", dataset: {} } },
    fetch: async (/** @type {any[]} */ ...all) => sent.push(all),
  });
  await outsideOf(window).fetch("/one");
  await outsideOf(window).fetch("/two", { method: "PUT", headers: { Accept: "text/csv" } });
  assert.deepEqual(sent, [
    ["/one", { headers: { "Accept-Language": "zh-Hans" } }],
    ["/two", { method: "PUT", headers: { "Accept-Language": "zh-Hans", Accept: "text/csv" } }],
  ]);
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

test("where the page says that the server is mounted, its addresses begin", async () => {
  const { at, fetch } = outsideOf(windowWith({ document: { documentElement: { dataset: { root: "/memory-pipe" } } } }));
  assert.equal(at("/api/v1/models"), "/memory-pipe/api/v1/models");
  assert.equal(await fetch("/qr"), "answer of /memory-pipe/qr");
  assert.equal(at("/memory-pipe/words/en"), "/memory-pipe/words/en", "as the page has them");
  assert.equal(at("https://elsewhere.example/"), "https://elsewhere.example/");
});
