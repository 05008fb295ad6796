import assert from "node:assert/strict";
import { test } from "node:test";
import { numberIn, spelt } from "../../../../static/js/pages/learn/numerals.js";

test("own numbers are written as the texts write theirs", () => {
  const written = [spelt(-0.361, 3), spelt(0.005, 2), spelt(-0.001, 2), spelt(1, 0), spelt(-12.5, 1)];
  assert.deepEqual(written, ["−0.361", "0.01", "0.00", "1", "−12.5"]);
});

test("a profit is read with a point or a comma, any minus, and full-width digits", () => {
  const read = { 0.35: 0.35, "0,35": 0.35, ".35": 0.35, "+0.35": 0.35, " −0.1 ": -0.1, "–2": -2, "０．３５": 0.35 };
  for (const [text, number] of Object.entries(read)) assert.equal(numberIn(text), number, text);
});

test("what is no number is not taken for one", () => {
  for (const text of ["", "abc", "1,000.5", "0.35€", "1 2", "-", ".", "1e3"]) assert.equal(numberIn(text), null, text);
});
