import assert from "node:assert/strict";
import { test } from "node:test";
import { latest, onChange } from "../../../../static/js/view/base/panel.js";

test("a panel draws when a value is another, and only then", () => {
  /** @type {unknown[][]} */
  const drawn = [];
  const draw = onChange((...values) => drawn.push(values));
  const list = [1];
  for (const values of [
    [undefined, list],
    [undefined, list],
    [NaN, list],
    [NaN, list],
    [NaN, [1]],
  ])
    draw(...values);
  assert.deepEqual(drawn, [
    [undefined, [1]],
    [NaN, [1]],
    [NaN, [1]],
  ]);
});

test("an answer is worked out anew when a value is another, and only then", () => {
  let count = 0;
  const double = latest((/** @type {number} */ value) => {
    count++;
    return [value * 2];
  });
  const first = double(2);
  assert.equal(double(2), first);
  assert.deepEqual([double(3), count], [[6], 2]);
});
