import assert from "node:assert/strict";
import { test } from "node:test";
import { startTokensCourier } from "../../../../static/js/features/models/tokens.state.js";
import { ownModel } from "../../support/models.js";

const EMBEDDINGS = [
  { name: "wide", tokens: 9, inputs: 7 },
  { name: "first", tokens: 5, inputs: 3 },
  { name: "second", tokens: 5, inputs: 3 },
];

/** What is asked, and what the page is told, for ids that an address names. @param {string} embedding */
async function fetched(embedding) {
  const model = { ...ownModel(), embeddings: EMBEDDINGS };
  const preset = { inputs: 3, upload: { id: model.id, lstm: 0, model } };
  const ids = [4, 0];
  const state = /** @type {any} */ ({ preset, ids, embedding, labels: [], cells: [], attempt: 0 });
  /** @type {any[]} */
  const asked = [];
  /** @type {any[]} */
  const told = [];
  const rows = { ids, labels: ["4", "0"], inputs: Array.from(ids, () => [1, 2, 3]) };
  startTokensCourier(
    { get: () => state, dispatch: (action) => told.push(action), subscribe: () => {} },
    async (request) => {
      asked.push(request);
      return rows;
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return { asked, told };
}

test("the rows of an address's ids come from the embedding that it names, or from the first that fits", async () => {
  for (const [named, used] of [
    ["", "first"],
    ["second", "second"],
    ["gone", "gone"], // the server refuses it: other rows would be another input
  ]) {
    const { asked, told } = await fetched(named);
    assert.deepEqual(
      asked.map(({ model, ids }) => [model.embedding, ids]),
      [[used, [4, 0]]],
    );
    assert.deepEqual(
      told.map(({ type, embedding }) => [type, embedding]),
      [["load input", named]],
    );
  }
});

test("of ids that were left meanwhile no refusal is told", async () => {
  const model = { ...ownModel(), embeddings: EMBEDDINGS };
  const preset = { inputs: 3, upload: { id: model.id, lstm: 0, model } };
  const problem = { status: 422, title: "refused", detail: "", errors: [] };
  for (const isLeft of [true, false]) {
    const state = /** @type {any} */ ({ preset, ids: [4], embedding: "", labels: [], cells: [], attempt: 0 });
    /** @type {any[]} */
    const told = [];
    startTokensCourier({ get: () => state, dispatch: (action) => told.push(action), subscribe: () => {} }, async () => {
      if (isLeft) state.ids = [];
      throw { problem };
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(told, isLeft ? [] : [{ type: "failed", problem }]);
  }
});
