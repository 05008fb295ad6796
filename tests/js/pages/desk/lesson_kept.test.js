import assert from "node:assert/strict";
import test from "node:test";

import { EMPTY } from "../../../../static/js/pages/desk/lesson.state.js";
import { createKept } from "../../../../static/js/pages/desk/lesson_kept.js";

/** @param {string} title */
const lesson = (title) => ({ ...EMPTY, title: { en: title, zh: title } });

/** A room that answers when it is told to. */
function room() {
  /** @type {{title: string, answer: (error?: Error) => void}[]} */
  const asked = [];
  const kept = createKept(
    (wanted) =>
      new Promise((resolve, reject) => {
        asked.push({ title: wanted.title.en, answer: (error) => (error ? reject(error) : resolve(null)) });
      }),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { kept, asked, turn, title: () => kept.get().title.en };
}

test("what the room said before a change does not take the change back", async () => {
  const { kept, asked, turn, title } = room();
  kept.hear(lesson("old"));
  kept.change(lesson("a"));
  kept.hear(lesson("old"));
  assert.equal(title(), "a");
  kept.change(lesson("b"));
  await turn();
  assert.deepEqual(
    asked.map((one) => one.title),
    ["a"],
    "one after the other",
  );
  asked[0].answer();
  await turn();
  kept.hear(lesson("a"));
  assert.equal(title(), "b", "the later change is on its way");
  asked[1].answer();
  kept.hear(lesson("b"));
  kept.hear(lesson("another desk's"));
  assert.equal(title(), "another desk's");
});

test("a change that the room refuses is taken back, and the next one goes on", async () => {
  const { kept, asked, turn, title } = room();
  kept.hear(lesson("old"));
  const change = kept.change(lesson("too long"));
  await turn();
  asked[0].answer(new Error("refused"));
  await assert.rejects(change, /refused/);
  assert.equal(title(), "old");
  kept.change(lesson("b"));
  await turn();
  assert.equal(asked[1].title, "b");
});

test("another desk's change that comes between ours and its answer stands", async () => {
  const { kept, title } = room();
  kept.change(lesson("a"));
  kept.hear(lesson("another desk's"));
  assert.equal(title(), "another desk's");
  kept.hear(lesson("a"));
  assert.equal(title(), "a");
});
