import assert from "node:assert/strict";
import { test } from "node:test";
import { LAB_INITIAL, LAB_KEYS, reduceLab } from "../../../../static/js/pages/lab/state.js";
import { keyAction } from "../../../../static/js/view/panels/keys.js";

/** @typedef {import("../../../../static/js/pages/lab/state.js").LabState} LabState */

/** @param {string} key @param {Partial<import("../../../../static/js/view/panels/keys.js").Press>} [held] @param {LabState} [state] */
const press = (key, held, state = LAB_INITIAL) =>
  keyAction(LAB_KEYS, { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, state)
    ?.action ?? null;

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

test("undo and redo, with capitals locked too", () => {
  assert.deepEqual(press("z", { ctrlKey: true }), { type: "undo" });
  assert.deepEqual(press("Z", { metaKey: true }), { type: "undo" });
  assert.deepEqual(press("Z", { ctrlKey: true, shiftKey: true }), { type: "redo" });
  assert.deepEqual(press("y", { ctrlKey: true }), { type: "redo" });
  assert.equal(press("z"), null);
});

test("the question mark opens the sheet, however a keyboard writes it", () => {
  assert.deepEqual(press("?", { shiftKey: true }), { type: "sheet" });
  assert.deepEqual(press("?"), { type: "sheet" });
  assert.equal(press("?", { ctrlKey: true }), null);
});

test("numbers answer while a question is open", () => {
  const question = { kind: "mix", lane: 0, at: 0, reveals: 1, choices: ["a", "b"], right: 0, pin: null };
  const asked = reduceLab(LAB_INITIAL, { type: "ask", question });
  assert.deepEqual(press("3", {}, asked), { type: "predict", choice: 2 });
  assert.deepEqual(press("0", {}, asked), { type: "predict", choice: null });
  for (const key of ["PageDown", "PageUp", "l", "1", "0"]) assert.equal(press(key), null, key);
});

test("no two entries of the table want the same key", () => {
  const presses = LAB_KEYS.flatMap(({ keys }) => keys).flatMap(({ keys, held = "" }) =>
    keys.map((key) => `${held} ${key}`),
  );
  assert.equal(new Set(presses).size, presses.length);
});
