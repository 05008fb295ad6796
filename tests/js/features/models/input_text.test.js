import assert from "node:assert/strict";
import { test } from "node:test";
import { given } from "../../../../static/js/features/models/input_text.js";

test("whole numbers are ids, unless the vocabulary has them as tokens; anything else is a text", () => {
  assert.deepEqual(given("4 7,4", null), { ids: [4, 7, 4] });
  assert.deepEqual(given("4 7", "the\ncat\n14"), { ids: [4, 7], vocabulary: "the\ncat\n14" });
  assert.deepEqual(given("4 7", "4\n7"), { text: "4 7", vocabulary: "4\n7" });
  assert.deepEqual(given("4 7", '["the", "4", "7"]'), { text: "4 7", vocabulary: '["the", "4", "7"]' });
  const kept = { tokens: 2, sha256: "", first: [], has_numbers: false };
  assert.deepEqual(given("4 7", null, kept), { ids: [4, 7] });
  assert.deepEqual(given("4 7", null, { ...kept, has_numbers: true }), { text: "4 7" });
  assert.deepEqual(given("4 7", "the", { ...kept, has_numbers: true }), { ids: [4, 7], vocabulary: "the" });
  assert.deepEqual(given("the cat", null, kept), { text: "the cat" });
  assert.deepEqual(given("the (cat", "the\ncat"), { text: "the (cat", vocabulary: "the\ncat" });
  assert.deepEqual(given("(a", "("), { text: "(a", vocabulary: "(" });
});
