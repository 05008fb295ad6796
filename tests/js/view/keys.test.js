import assert from "node:assert/strict";
import { test } from "node:test";
import { keyAction } from "../../../static/js/view/keys.js";

/** @param {string} key @param {Partial<import("../../../static/js/view/keys.js").Press>} [held] */
const press = (key, held) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

test("arrows move a phase, with shift a whole step", () => {
  assert.deepEqual(press("ArrowRight"), { type: "move phase", by: 1 });
  assert.deepEqual(press("ArrowLeft"), { type: "move phase", by: -1 });
  assert.deepEqual(press("ArrowRight", { shiftKey: true }), { type: "move step", by: 1 });
  assert.deepEqual(press("ArrowLeft", { shiftKey: true }), { type: "move step", by: -1 });
});

test("space plays, Home and End go to the ends", () => {
  assert.deepEqual(press(" "), { type: "toggle play" });
  assert.deepEqual(press("Home"), { type: "seek", step: 0, phase: 0 });
  assert.deepEqual(press("End"), { type: "seek", step: Infinity, phase: Infinity });
});

test("the browser's own keys stay the browser's", () => {
  for (const key of ["Tab", "Enter", "Escape", "ArrowUp", "ArrowDown", "PageDown", "a", "F5"])
    assert.equal(press(key), null, key);
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    assert.equal(press("ArrowLeft", held), null);
    assert.equal(press("Home", held), null);
  }
  assert.equal(press("Home", { shiftKey: true }), null);
  assert.equal(press(" ", { shiftKey: true }), null);
});
