import assert from "node:assert/strict";
import { test } from "node:test";
import { keepDeal } from "../../../../static/js/pages/learn/deal.js";

const FIRST = "http://localhost/learn/break-it/mixed";

/** A page with one link to the test. @param {string} [deal] of the page, if it is a screen of the test */
function pageWith(deal, link = new URL(FIRST)) {
  /** @type {any} */
  const document = {
    getElementById: () => ({ dataset: { deal } }),
    querySelectorAll: (/** @type {string} */ which) => (which === "a[data-dealt]" ? [link] : []),
  };
  return { document, link };
}

function session() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** @type {any} */
  const store = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  };
  return store;
}

/** Where the link leads. @param {string|undefined} deal @param {any} store @param {string} [href] */
function leadsTo(deal, store, href) {
  const { document, link } = pageWith(deal, new URL(href ?? FIRST));
  keepDeal(document, store);
  return link.href;
}

test("links to the test lead to the deal of its own screen, and of the one that was last seen in this visit", () => {
  const store = session();
  assert.equal(leadsTo(undefined, store), FIRST);
  assert.equal(leadsTo("3", store), `${FIRST}?deal=3`);
  assert.equal(leadsTo(undefined, store), `${FIRST}?deal=3`);
  assert.equal(leadsTo("1", store), FIRST);
  assert.equal(leadsTo(undefined, store, `${FIRST}?deal=3`), FIRST);
  assert.equal(leadsTo(undefined, session()), FIRST);
});

test("where nothing may be kept, a screen of the test still leads on within its deal", () => {
  const full = {
    ...session(),
    setItem() {
      throw new Error("full");
    },
  };
  assert.equal(leadsTo("2", full), `${FIRST}?deal=2`);
  assert.equal(leadsTo("2", null), `${FIRST}?deal=2`);
});
