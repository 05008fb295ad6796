import assert from "node:assert/strict";
import { test } from "node:test";
import { toAddress } from "../../../static/js/state/address.js";
import { FIELDS, INITIAL, runFields, UNDONE } from "../../../static/js/state/fields.js";
import { momentOf } from "../../../static/js/state/history.js";
import { openState } from "../support/sample.js";

test("a state holds the fields of the table, no more and no less", () => {
  assert.deepEqual(Object.keys(INITIAL), Object.keys(FIELDS));
  assert.deepEqual(Object.keys(openState()).sort(), Object.keys(FIELDS).sort());
});

test("undo brings back what a person chose, typed or turned", () => {
  assert.deepEqual(UNDONE, ["wanted", "blueprint", "preset", "example", "text", "cells", "names", "pins", "edits"]);
  assert.deepEqual(Object.keys(momentOf(INITIAL)), UNDONE);
});

test("a run is a model, an input, and what is touched by hand", () => {
  assert.deepEqual(runFields(["model"]), ["wanted", "blueprint", "preset"]);
  assert.deepEqual(runFields(["input"]), ["example", "text", "cells"]);
  assert.deepEqual(runFields(["touch"]), ["pins", "edits"]);
  assert.equal(runFields().length, 8);
});

test("whatever changes the run is in the address, except for the model's own numbers", () => {
  const spelt = Object.entries(FIELDS).flatMap(([key, { address }]) => (address ? [key] : []));
  assert.deepEqual(
    runFields().filter((key) => !spelt.includes(key)),
    ["preset"],
  );
});

test("no two fields write the same parameter", () => {
  const state = { ...openState(), chosen: true, backward: true, output: { step: 1, unit: 0 }, names: ["a", "b"] };
  const names = Object.values(FIELDS).flatMap(({ address }) => Object.keys(address?.write(state) ?? {}));
  assert.equal(new Set(names).size, names.length);
  assert.equal(toAddress(INITIAL), "model=lanes&step=1&phase=signals");
});
