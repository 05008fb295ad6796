import assert from "node:assert/strict";
import { test } from "node:test";
import { clipped, widthOf, wrapped } from "../../../../static/js/view/stage/clipped.js";
import { MOST } from "../../../../static/js/view/stage/letters.js";
import { partsOf } from "../../../../static/js/view/stage/sum.js";
import { choose } from "../../../../static/js/view/stage/values.js";
import { LSTM } from "../../support/blueprints.js";

/** @param {readonly number[]} values */
const items = (values) => values.map((value, index) => ({ name: `input ${index + 1}`, index, value }));
/** @param {ReturnType<typeof choose>} chosen */
const kept = ({ kept: those }) => those.map(({ index }) => index);

test("of more inputs than fit, zeros are left out first, then the last ones; what is left out is counted", () => {
  assert.deepEqual(choose(items([1, 0, 2]), 3), { kept: items([1, 0, 2]), left: 0 });
  const oneHot = choose(items([0, 0, 0, 1, 0]), 3);
  assert.deepEqual([kept(oneHot), oneHot.left], [[0, 3], 3]);
  const all = choose(items([5, 6, 7, 8]), 3);
  assert.deepEqual([kept(all), all.left], [[0, 1], 2]);
});

test("a name is cut where it would not fit, and a number is never part of it", () => {
  assert.equal(clipped("price", 40), "price");
  const short = clipped("opening bracket", 60);
  assert.ok(short.endsWith("…") && "opening bracket".startsWith(short.slice(0, -1)) && widthOf(short) <= 60);
  assert.equal(clipped("买入价", 39.5), "买入…");
  assert.equal(clipped("price", 5), "");
  assert.equal(clipped("height, upside down", 62), "height…", "no comma stands before the dots");
});

test("a name is broken between words, and only its last line is cut", () => {
  assert.deepEqual(wrapped("next month's sales", 200, 13, 2), ["next month's sales"]);
  assert.deepEqual(wrapped("next month's sales", 100, 13, 2), ["next month's", "sales"]);
  assert.deepEqual(wrapped("next month's sales", 100, 13, 1), [clipped("next month's sales", 100)]);
  const [first, last, ...more] = wrapped("next month's sales of Christmas trees", 100, 13, 2);
  assert.deepEqual([first, more], ["next month's", []]);
  assert.ok(last.startsWith("sales") && last.endsWith("…") && widthOf(last) <= 100);
  assert.deepEqual(wrapped("unbreakable", 40, 13, 2), [clipped("unbreakable", 40)]);
});

test("the name of an input stands whole before its number, where the letters of a drawing are largest, too", () => {
  for (const view of /** @type {const} */ (["pipe", "cell"])) {
    const [room] = /** @type {any} */ (LSTM.layouts[view]).wide.values.x.size;
    for (const name of ["value", "store", "price"])
      assert.equal(clipped(name, room - widthOf("−0.70", MOST) - 6, MOST), name, `${name} in ${view}`);
  }
});

test("the parts of an answer add up to it, with what is not drawn in one of them", () => {
  const head = { W: [[0.5, -2, 3]], b: [0.25], names: [{ en: "a", zh: "a" }] };
  const outputs = [0.1, 0.2, -0.3];
  const answer = 0.05 - 0.4 - 0.9 + 0.25;
  const all = partsOf(head, 0, outputs, answer, [0, 1, 2]);
  assert.deepEqual(
    all.map(({ unit }) => unit),
    [0, 1, 2],
  );
  assert.ok(Math.abs(all.reduce((sum, { part }) => sum + part, 0.25) - answer) < 1e-12);
  const some = partsOf(head, 0, outputs, answer, [1]);
  assert.deepEqual(
    some.map(({ unit }) => unit),
    [1, null],
  );
  assert.ok(Math.abs(some[1].part - (0.05 - 0.9)) < 1e-12);
});
