import assert from "node:assert/strict";
import { test } from "node:test";
import { howFar } from "../../../../static/js/pages/desk/tasks.js";

test("those who are on their way stand in groups, those who are there alone, and nobody twice", () => {
  const reached = [0, 4, 5, 12, 19, 20].map((n, at) => ({ reached: n, people: at + 1 }));
  assert.deepEqual(howFar({ task: "keep", of: 20, reached }), [
    { from: 0, to: 4, people: 3 },
    { from: 5, to: 9, people: 3 },
    { from: 10, to: 14, people: 4 },
    { from: 15, to: 19, people: 5 },
    { from: 20, to: 20, people: 6 },
  ]);
  assert.deepEqual(howFar({ task: "once", of: 2, reached: [{ reached: 1, people: 7 }] }), [
    { from: 0, to: 0, people: 0 },
    { from: 1, to: 1, people: 7 },
    { from: 2, to: 2, people: 0 },
  ]);
  for (let of = 1; of < 40; of += 1) {
    const all = Array.from({ length: of + 1 }, (_, n) => ({ reached: n, people: 1 }));
    const groups = howFar({ task: "any", of, reached: all });
    assert.equal(
      groups.reduce((sum, { people }) => sum + people, 0),
      of + 1,
    );
    assert.deepEqual(groups.at(-1), { from: of, to: of, people: 1 });
    assert.ok(groups.every(({ from, to }, at) => from <= to && to + 1 === (groups[at + 1]?.from ?? of + 1)));
  }
});
