import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, createNotes, finish, NOTHING, score, visit } from "../../../../static/js/pages/learn/progress.js";

function fakeStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    kept,
    /** @param {string} key */
    getItem: (key) => kept.get(key) ?? null,
    /** @param {string} key @param {string} value */
    setItem: (key, value) => void kept.set(key, value),
  };
}

test("a screen is read once, and the last one is known", () => {
  const progress = ["/", "/learn/a/b", "/"].reduce(visit, NOTHING);
  assert.deepEqual(progress.visited, ["/", "/learn/a/b"]);
  assert.equal(progress.last, "/");
});

test("the first answer counts", () => {
  const progress = answer(answer(answer(NOTHING, "q", "wrong"), "q", "right"), "p", "right");
  assert.deepEqual(progress.answers, { q: "wrong", p: "right" });
  assert.deepEqual(score(progress), { right: 1, asked: 2, tasks: 0 });
});

test("skipped questions and shown solutions do not count", () => {
  const progress = finish(finish(answer(NOTHING, "q", "skipped"), "t", "shown"), "s", "done");
  assert.deepEqual(score(progress), { right: 0, asked: 0, tasks: 1 });
});

test("notes are found again", () => {
  const storage = fakeStorage();
  createNotes(storage).change((progress) => visit(progress, "/learn/a/b"));
  assert.deepEqual(createNotes(storage).get(), { ...NOTHING, last: "/learn/a/b", visited: ["/learn/a/b"] });
});

test("without a storage, or with a broken one, notes last as long as the page", () => {
  const broken = {
    getItem: () => "{",
    setItem() {
      throw new Error("full");
    },
  };
  for (const storage of [null, broken]) {
    const notes = createNotes(storage);
    notes.change((progress) => visit(progress, "/"));
    assert.deepEqual(notes.get().visited, ["/"]);
  }
});

test("what another program left there is not taken for notes", () => {
  for (const text of ["[]", "7", '{"visited": "all"}']) {
    const storage = { ...fakeStorage(), getItem: () => text };
    assert.deepEqual(createNotes(storage).get(), NOTHING);
  }
});
