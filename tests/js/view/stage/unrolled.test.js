import assert from "node:assert/strict";
import { test } from "node:test";
import { answerLines, rowWindow } from "../../../../static/js/view/stage/unrolled.js";

const UNIT = 150;

test("a row holds as many units as stand side by side, from three to nine, and no more than there are steps", () => {
  const counts = [0, 1, 3.9, 4, 8, 9, 20].map((units) => rowWindow(units * UNIT, UNIT, 30, 0).count);
  assert.deepEqual(counts, [3, 3, 3, 4, 8, 9, 9]);
  assert.equal(rowWindow(9 * UNIT, UNIT, 5, 0).count, 5);
  assert.equal(rowWindow(UNIT, UNIT, 1, 0).count, 1);
});

test("the step on show stands in the middle, as far as the ends of the run allow", () => {
  const firsts = [0, 1, 2, 3, 6, 9, 10, 11].map((step) => rowWindow(5 * UNIT, UNIT, 12, step).first);
  assert.deepEqual(firsts, [0, 0, 0, 1, 4, 7, 7, 7]);
});

test("where a row is drawn small, its letters are drawn larger: 12 pixels at least", () => {
  const sizes = [0, 240, 3 * UNIT, 9 * UNIT].map((width) => rowWindow(width, UNIT, 30, 0).letters);
  assert.deepEqual(sizes, [13, 22.5, 13, 13]);
});

test("an answer's name has a line of its own where it has no room before its numbers; a choice has none", () => {
  const messages = /** @type {any} */ ({ pick: (/** @type {{en: string}} */ { en }) => en });
  /** @param {string[]} names @param {string} [says] @param {number} [letters] */
  const lines = (names, says = "numbers", letters = 13) => {
    const head = { W: names.map(() => [1]), b: names.map(() => 0), says, names: names.map((en) => ({ en, zh: en })) };
    return answerLines(/** @type {any} */ ({ preset: { head } }), messages, UNIT, letters);
  };
  assert.equal(answerLines(/** @type {any} */ ({ preset: { head: null } }), messages, UNIT, 13), 0);
  assert.deepEqual([lines(["profit"]), lines(["next month's sales"])], [1, 2]);
  assert.equal(lines(["next month's sales"], "numbers", 16), 3, "two where it has no room in one");
  assert.equal(lines(["next month's sales", "b"], "choice"), 1);
});
