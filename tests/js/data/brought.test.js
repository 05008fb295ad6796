import assert from "node:assert/strict";
import test from "node:test";
import { withPresets } from "../../../static/js/data/brought.js";

/** @param {string|null} text what the page brings; null: nothing */
const pageOf = (text) => /** @type {any} */ ({ getElementById: () => text && { textContent: text } });

test("a preset that the page brought is there at once, any other is asked for", async () => {
  /** @type {string[]} */
  const asked = [];
  const api = {
    preset: async (/** @type {string} */ name) => {
      asked.push(name);
      return /** @type {any} */ ({ name, units: 8 });
    },
  };
  const brought = withPresets(api, pageOf('[{"name":"trees","units":4},{"name":"stock","units":2}]'));
  assert.deepEqual(await brought.preset("stock"), { name: "stock", units: 2 });
  assert.deepEqual(await brought.preset("trees"), { name: "trees", units: 4 });
  assert.deepEqual(asked, []);
  assert.deepEqual(await brought.preset("latch"), { name: "latch", units: 8 });
  assert.deepEqual(await withPresets(api, pageOf(null)).preset("stock"), { name: "stock", units: 8 });
  assert.deepEqual(asked, ["latch", "stock"]);
});
