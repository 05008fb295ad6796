import assert from "node:assert/strict";
import { test } from "node:test";
import { LAB_FIELDS, LAB_INITIAL } from "../../../static/js/pages/lab/state.js";
import { toAddress } from "../../../static/js/state/address.js";
import { BASE } from "../../../static/js/state/base.js";
import { compose } from "../../../static/js/state/compose.js";
import { FIELDS, INITIAL, runFields } from "../../../static/js/state/fields.js";
import { momentOf } from "../../../static/js/state/history.js";
import { openState } from "../support/sample.js";

test("a state holds the fields of the table, no more and no less", () => {
  assert.deepEqual(Object.keys(INITIAL), Object.keys(FIELDS));
  assert.deepEqual(Object.keys(openState()).sort(), Object.keys(FIELDS).sort());
});

test("the Lab's state has the fields of the base, and those that its features bring", () => {
  const brought = Object.keys(LAB_FIELDS).filter((key) => !(key in FIELDS));
  assert.deepEqual(brought, ["uploads", "unitMap", "asked", "answer", "dye", "sources", "sheet", "touring", "shaping"]);
  assert.deepEqual(Object.keys(LAB_INITIAL), Object.keys(LAB_FIELDS));
});

test("what undo, a run and the address do with a brought field follows from its row", () => {
  /** @type {import("../../../static/js/state/table.js").Field<{dye: number}, number>} */
  const dye = {
    initial: 3,
    undo: true,
    run: "touch",
    address: { write: ({ dye }) => ({ dye: String(dye) }), read: (place) => Number(place.get("dye") ?? 3) },
  };
  /** @type {import("../../../static/js/state/compose.js").Slice} */
  const slice = {
    fields: { dye },
    answers: ["dyed"],
    wrap: (reduce) => (state, action) => (action.type === "dyed" ? { ...state, dye: 7 } : reduce(state, action)),
  };
  const whole = compose([BASE, slice]);
  assert.equal(whole.initial.dye, 3);
  assert.deepEqual(
    [whole.undone.includes("dye"), whole.runFields(["touch"])],
    [true, ["pins", "edits", "emptied", "dye"]],
  );
  assert.equal(whole.answers.has("dyed") && whole.answers.has("traced"), true);
  const state = whole.reduce(whole.reduce(whole.initial, { type: "dyed" }), { type: "play", on: true });
  assert.deepEqual([state.dye, state.playing], [7, true]);
  assert.equal(whole.toAddress(state), "model=lanes&step=1&phase=signals&dye=7");
  assert.equal(/** @type {any} */ (whole.fromAddress("model=lanes&dye=5")).dye, 5);
  assert.throws(() => compose([BASE, slice, slice]), /two slices bring the same field/);
});

test("undo brings back what a person chose, typed or turned", () => {
  const whole = compose([BASE]);
  assert.deepEqual(whole.undone, [
    "wanted",
    "blueprint",
    "preset",
    "example",
    "text",
    "cells",
    "names",
    "labels",
    "ids",
    "embedding",
    "starts",
    "pins",
    "edits",
    "emptied",
  ]);
  assert.deepEqual(Object.keys(momentOf(whole, INITIAL)), whole.undone);
});

test("a run is a model, an input, and what is touched by hand", () => {
  assert.deepEqual(runFields(["model"]), ["wanted", "blueprint", "preset"]);
  assert.deepEqual(runFields(["input"]), ["example", "text", "cells", "starts"]);
  assert.deepEqual(runFields(["touch"]), ["pins", "edits", "emptied"]);
  assert.equal(runFields().length, 10);
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
