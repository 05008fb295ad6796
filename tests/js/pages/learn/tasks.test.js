import assert from "node:assert/strict";
import { test } from "node:test";
import { spelt } from "../../../../static/js/pages/learn/tasks.js";

test("own numbers are written as the texts write theirs", () => {
  const written = [spelt(-0.361, 3), spelt(0.005, 2), spelt(-0.001, 2), spelt(1, 0), spelt(-12.5, 1)];
  assert.deepEqual(written, ["−0.361", "0.01", "0.00", "1", "−12.5"]);
});
