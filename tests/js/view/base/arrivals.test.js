import assert from "node:assert/strict";
import { test } from "node:test";
import { isInput } from "../../../../static/js/view/base/arrivals.js";

test("a table that is dropped is an input, all else a model", () => {
  const names = ["a.csv", "a.NPY", "a.tsv", "a.txt", "a.npz", "a.safetensors", "a.h5"];
  const inputs = names.filter((name) => isInput(/** @type {File} */ ({ name })));
  assert.deepEqual(inputs, ["a.csv", "a.NPY", "a.tsv", "a.txt"]);
});
