import assert from "node:assert/strict";
import { test } from "node:test";
import { newest } from "../../../../static/js/features/models/newest.js";

test("what is read counts until something newer is read, or another model is shown", () => {
  let state = { wanted: "id:a/0/0/forward" };
  const begin = newest(() => state);
  const first = begin();
  assert.equal(first(), true);
  const second = begin();
  assert.deepEqual([first(), second()], [false, true]);
  state = { wanted: "id:a/0/1/backward" };
  assert.equal(second(), true, "layers of a file share their input");
  state = { wanted: "id:b/0/0/forward" };
  assert.equal(second(), false);
});
