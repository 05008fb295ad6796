import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, withSign } from "../../../../static/js/view/base/numbers.js";

test("numbers have fixed decimals and a true minus sign", () => {
  assert.deepEqual(
    [0, 1, 0.456, -0.456, 1234.5].map((value) => plain(value)),
    ["0.00", "1.00", "0.46", "−0.46", "1234.50"],
  );
  assert.deepEqual(
    [0, 0.5, -0.5].map((value) => withSign(value)),
    ["0.000", "+0.500", "−0.500"],
  );
});

test("what would be rounded to nothing has two digits that count; what is tiny or too long is written with a power of ten", () => {
  assert.deepEqual(
    [0.004, -0.00012, -0.00009, 1e5, -2.5e8].map((value) => plain(value)),
    ["0.0040", "−0.00012", "−9.0e−5", "1.0e+5", "−2.5e+8"],
  );
  assert.equal(plain(0.00009, 6), "0.000090");
});

test("zero has no sign, whichever way it came", () => {
  assert.equal(plain(-0), "0.00");
  assert.equal(withSign(-0), "0.000");
});
