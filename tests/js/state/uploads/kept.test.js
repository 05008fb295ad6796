import assert from "node:assert/strict";
import { test } from "node:test";
import { keepSent, keptUploads, listOf, nameOf } from "../../../../static/js/state/uploads/kept.js";
import { forget } from "../../../../static/js/state/uploads/models.js";
import { ownModel } from "../../support/models.js";

/** A browser's storage. @param {unknown} [models] */
function browser(models) {
  const kept = new Map(models === undefined ? [] : [["own-models", JSON.stringify({ models })]]);
  return {
    storage: {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
      removeItem: (/** @type {string} */ key) => void kept.delete(key),
    },
    read: () => JSON.parse(kept.get("own-models") ?? "null"),
  };
}

/** @param {string|null} deletion_token */
const sent = (deletion_token) => ({ ...ownModel(), deletion_token });

test("what was sent is kept with the right to delete it, twice where it was sent twice", () => {
  const { storage, read } = browser([{ id: "old", name: "old.onnx" }]);
  keepSent(sent("one"), storage);
  keepSent(sent("two"), storage);
  keepSent(sent(null), storage);
  const mine = { id: "ab12", name: "mine.safetensors", tokens: ["one", "two"] };
  assert.deepEqual(read(), { models: [mine, { id: "old", name: "old.onnx" }] });
});

test("without a token nothing is kept of one", () => {
  const { storage, read } = browser();
  keepSent(sent(null), storage);
  assert.deepEqual(read(), { models: [{ id: "ab12", name: "mine.safetensors" }] });
});

test("a name that this browser does not know is the beginning of the id", () => {
  const { storage } = browser([{ id: "ab12", name: "mine.onnx" }]);
  assert.equal(nameOf("ab12", storage), "mine.onnx");
  assert.equal(nameOf("0123456789abcdef", storage), "01234567…");
});

test("anything else stored in its place is ignored", () => {
  for (const odd of [5, null, "models", {}, [7, null, { id: 3, name: "x" }, { id: "a", name: "x", tokens: 5 }]]) {
    assert.deepEqual(listOf(keptUploads(browser(odd).storage)), []);
  }
});

/** A server that knows some tokens. @param {Record<string, number>} statuses of a wish with each token */
function server(statuses) {
  /** @type {string[]} */
  const asked = [];
  return {
    asked,
    /** @param {string} url @param {RequestInit} [options] @returns {Promise<any>} */
    ask: async (url, options) => {
      const token = new Headers(options?.headers).get("Deletion-Token") ?? "";
      asked.push(`${options?.method} ${url} ${token}`);
      if (statuses[token] !== 204) throw Object.assign(new Error(), { problem: { status: statuses[token] } });
      return null;
    },
  };
}

test("a model is deleted with every token; what is gone is deleted", async () => {
  const { ask, asked } = server({ stale: 403, mine: 204, late: 404 });
  await forget("ab12", ["stale", "mine", "late"], ask);
  const url = "DELETE /api/v1/models/ab12";
  assert.deepEqual(asked, [`${url} stale`, `${url} mine`, `${url} late`]);
  await forget("ab12", ["late"], ask);
  await assert.rejects(forget("ab12", ["stale"], ask), { problem: { status: 403 } });
});
