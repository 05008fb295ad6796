import assert from "node:assert/strict";
import { test } from "node:test";
import { howFar, mountTasks } from "../../../../static/js/pages/desk/tasks.js";
import { newPlace } from "../../support/page.js";

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

test("a histogram says whole numbers, and hides where nobody tries a task", () => {
  const el = newPlace();
  /** @type {any} */
  const messages = {
    t: (/** @type {string} */ id, /** @type {any} */ values) => `${id} ${JSON.stringify(values)}`,
    has: () => false,
  };
  const update = mountTasks(el, { messages });
  const tasks = [{ task: "keep", of: 20, reached: [{ reached: 12, people: 3 }] }];
  update(/** @type {any} */ ({ desk: { tasks } }));
  const bins = [...el.querySelectorAll("li")];
  assert.deepEqual(
    bins.map((one) => one.getAttribute("data-people")),
    ["0", "0", "3", "0", "0"],
  );
  assert.ok(bins[2].textContent?.includes('{"from":"10","to":"14"}'));
  assert.ok(bins[4].textContent?.endsWith("20"));
  assert.equal(bins[4].getAttribute("data-mark"), "right");
  assert.equal(el.getAttribute("hidden"), null);
  update(/** @type {any} */ ({ desk: { tasks: [] } }));
  assert.equal(el.getAttribute("hidden"), "");
});
