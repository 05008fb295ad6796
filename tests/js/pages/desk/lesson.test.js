import assert from "node:assert/strict";
import { test } from "node:test";
import { added, EMPTY, lessonIn, moved, without } from "../../../../static/js/pages/desk/lesson.state.js";
import { questionFrom } from "../../../../static/js/pages/desk/own.js";
import { dropPass, keepPass, keptPasses, passIn } from "../../../../static/js/pages/desk/passes.js";

const moment = (/** @type {string} */ name) => ({
  kind: /** @type {const} */ ("moment"),
  title: { en: name, zh: name },
  place: name,
});
const LESSON = { title: { en: "t", zh: "t" }, minutes: 10, items: ["a", "b", "c"].map(moment) };
const names = (/** @type {any} */ lesson) => lesson.items.map((/** @type {any} */ item) => item.place).join("");

test("a lesson is read as it was saved, and nothing else is read as one", () => {
  assert.deepEqual(lessonIn(JSON.parse(JSON.stringify(LESSON))), LESSON);
  const question = { kind: "question", title: { en: "q", zh: "q" }, question: { kind: "number" } };
  assert.deepEqual(lessonIn({ ...LESSON, items: [question], more: 1 })?.items, [question]);
  const wrong = [
    null,
    {},
    [],
    "x",
    { ...LESSON, title: "t" },
    { ...LESSON, items: {} },
    { ...LESSON, items: [{ kind: "moment", title: { en: "a", zh: "b" } }] },
  ];
  for (const value of [
    ...wrong,
    { ...LESSON, items: [{ ...question, question: null }] },
    { ...LESSON, items: Array(101).fill(moment("a")) },
  ])
    assert.equal(lessonIn(value), null, JSON.stringify(value)?.slice(0, 80));
});

test("items change places, are added and removed", () => {
  assert.equal(names(moved(LESSON, 0, 2)), "bca");
  assert.equal(names(moved(LESSON, 2, 0)), "cab");
  assert.equal(names(moved(LESSON, 0, -1)), "abc");
  assert.equal(names(moved(LESSON, 1, 9)), "acb");
  assert.equal(names(without(LESSON, 1)), "ac");
  assert.equal(names(added(LESSON, moment("d"))), "abcd");
  assert.equal(names(LESSON), "abc");
  assert.equal(EMPTY.items.length, 0);
});

test("a question of one's own is what was typed, or says what is missing", () => {
  const typed = {
    kind: /** @type {const} */ ("choice"),
    text: " Why? ",
    choices: "one\n* two \n\nthree",
    truth: "",
    near: "",
  };
  const made = /** @type {any} */ (questionFrom(typed));
  assert.deepEqual(
    made.choices.map((/** @type {any} */ one) => [one.id, one.text.zh]),
    [
      ["a", "one"],
      ["b", "two"],
      ["c", "three"],
    ],
  );
  assert.deepEqual([made.kind, made.text, made.truth], ["choice", { en: "Why?", zh: "Why?" }, "b"]);
  assert.equal(/** @type {any} */ (questionFrom({ ...typed, choices: "one\ntwo" })).truth, null);
  const number = /** @type {any} */ (questionFrom({ ...typed, kind: "number", truth: "−0,5", near: "0.1" }));
  assert.deepEqual([number.truth, number.tolerance, number.choices], [-0.5, 0.1, []]);
  assert.equal(questionFrom({ ...typed, text: "  " }), "text");
  assert.equal(questionFrom({ ...typed, choices: "one" }), "choices");
  assert.equal(questionFrom({ ...typed, choices: "1\n2\n3\n4\n5\n6\n7" }), "choices");
  for (const [truth, near] of [
    ["x", ""],
    ["1", "y"],
    ["1", "-1"],
  ])
    assert.equal(questionFrom({ ...typed, kind: "number", truth, near }), "number");
});

test("a key is kept for its room, the newest first; a file that is no key is none", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => void kept.set(name, text),
    removeItem() {},
  };
  const [one, two] = ["BCDF", "GHJK"].map((code, at) => ({ code, key: String(at).repeat(32) }));
  keepPass(storage, one);
  keepPass(storage, two);
  keepPass(storage, one);
  assert.deepEqual(keptPasses(storage), [one, two]);
  dropPass(storage, "BCDF");
  assert.deepEqual(keptPasses(storage), [two]);
  for (const value of [null, {}, { code: "BCDE", key: one.key }, { code: "BCDF", key: "k" }])
    assert.equal(passIn(value), null);
  kept.set("class-rooms", "{");
  assert.deepEqual(keptPasses(storage), []);
  assert.deepEqual(keptPasses(null), []);
});
