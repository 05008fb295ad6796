import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, short, shortWithSign, withSign } from "../../../../static/js/view/base/numbers.js";

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

test("in a narrow place, too, none but 0 is written as 0", () => {
  assert.deepEqual(
    [0, -0, 1, -0.456, 0.005, 0.0049, -0.0005, 0.0003, -1e-12, 1e-300].map((value) => short(value)),
    ["0.00", "0.00", "1.00", "−0.46", "0.01", ".005", "−.001", "≈0", "≈0", "≈0"],
  );
  assert.deepEqual([0, 0.456, -0.456, 0.003, 0.0003, -0.0003].map(shortWithSign), [
    "0.00",
    "+0.46",
    "−0.46",
    "+.003",
    "≈0",
    "≈0",
  ]);
  assert.deepEqual([short(0.04, 1), short(0.4, 0), short(12, 0), short(1e5)], [".04", ".4", "12", "1.0e+5"]);
});

test("zero has no sign, whichever way it came", () => {
  assert.equal(plain(-0), "0.00");
  assert.equal(withSign(-0), "0.000");
});
