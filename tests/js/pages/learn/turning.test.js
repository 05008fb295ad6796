import assert from "node:assert/strict";
import { test } from "node:test";
import { fades, wayOfKey, wayOfSwipe } from "../../../../static/js/pages/learn/turning.js";

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const middle = { top: false, bottom: false };

test("arrow keys turn the page", () => {
  assert.equal(wayOfKey({ ...bare, key: "ArrowRight" }, middle), "next");
  assert.equal(wayOfKey({ ...bare, key: "ArrowLeft" }, middle), "prev");
  assert.equal(wayOfKey({ ...bare, key: "ArrowDown" }, middle), null);
});

test("keys with modifiers do not turn the page", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey", "shiftKey"])
    assert.equal(wayOfKey({ ...bare, [modifier]: true, key: "ArrowRight" }, middle), null);
});

test("page keys first scroll to the end", () => {
  assert.equal(wayOfKey({ ...bare, key: "PageDown" }, middle), null);
  assert.equal(wayOfKey({ ...bare, key: "PageDown" }, { top: true, bottom: false }), null);
  assert.equal(wayOfKey({ ...bare, key: "PageDown" }, { top: false, bottom: true }), "next");
  assert.equal(wayOfKey({ ...bare, key: "PageUp" }, { top: true, bottom: true }), "prev");
});

test("a finger turns the page when it goes far enough, straight enough, fast enough", () => {
  assert.equal(wayOfSwipe(-80, 10, 200), "next");
  assert.equal(wayOfSwipe(80, -10, 200), "prev");
  assert.equal(wayOfSwipe(-50, 0, 200), null);
  assert.equal(wayOfSwipe(-80, 60, 200), null);
  assert.equal(wayOfSwipe(-80, 0, 2000), null);
});

test("pages of the tutorial fade into each other, and into no other page", () => {
  const at = (/** @type {string} */ path) => fades(new URL(path, "http://own.test").href);
  for (const path of ["/", "/zh", "/zh/", "/learn", "/zh/learn/sheet", "/learn/memory/watch?q#x"])
    assert.ok(at(path), path);
  for (const path of ["/lab", "/zh/lab", "/class", "/learning", "/j/KXMP"]) assert.ok(!at(path), path);
});
