import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../../../../static/js/pages/learn/typed.js";

test("a typed number is meant for the answer it is nearest to, as far as the question allows", () => {
  const values = [50, 12.5, 0];
  const meant = new Map([
    [12.5, 1],
    [13.1, 1],
    [13.2, -1],
    [12, 1],
    [50, 0],
    [0.6, 2],
    [25, -1],
  ]);
  for (const [said, answer] of meant) assert.equal(nearest(said, values, 0.6), answer, `${said}`);
});
