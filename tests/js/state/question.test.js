import assert from "node:assert/strict";
import { test } from "node:test";
import { traceRequest } from "../../../static/js/data/api.js";
import { faultsOf, serverFaults } from "../../../static/js/state/faults.js";
import { INITIAL } from "../../../static/js/state/fields.js";
import { isTouched } from "../../../static/js/state/flow.js";
import { inputFaults, question, stepCount, stepLabel, untouchedQuestion } from "../../../static/js/state/question.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { openState, textPreset } from "../support/sample.js";

/** @type {import("../../../static/js/data/types.js").Pin} */
const pin = { gate: "forget", value: 0 };
const letters = () => openState({ preset: textPreset(), wanted: "letters", example: null, cells: [], text: "(ab)" });

/** @param {import("../../../static/js/data/api.js").Question|null} question @returns {any} */
const asked = (question) => traceRequest(/** @type {NonNullable<typeof question>} */ (question));

test("numbers are asked as numbers, text as text, with the pins", () => {
  const state = openState({ cells: [["0,5", "1"]], pins: [pin] });
  assert.deepEqual(question(state), { preset: "numbers", blueprint: "lstm", inputs: [[0.5, 1]], pins: [pin] });
  assert.deepEqual(question({ ...letters(), pins: [pin] }), {
    preset: "letters",
    blueprint: "lstm",
    text: "(ab)",
    pins: [pin],
  });
});

test("an emptied step is asked as zero, beside the run with its input; its name says so", () => {
  const state = openState({
    cells: [
      ["1", "2"],
      ["3", "4"],
    ],
    emptied: [1],
  });
  assert.deepEqual(asked(question(state)).inputs, [
    [1, 2],
    [0, 0],
  ]);
  assert.deepEqual(asked(untouchedQuestion(state)).inputs, [
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual([stepLabel(state, "en", 0), stepLabel(state, "en", 1)], ["a", "∅"]);
  const letter = /** @type {Record<string, number[]>} */ (textPreset().input.alphabet);
  const read = asked(question({ ...letters(), emptied: [0] }));
  assert.deepEqual(read.inputs, [letter["("].map(() => 0), letter.a, letter.b, letter[")"]]);
  assert.equal(read.text, undefined, "the server knows no letter for nothing");
});

test("a step is emptied and filled by hand; another input has all of its steps", () => {
  const once = reduce(openState(), { type: "empty input", row: 2 });
  const twice = reduce(once, { type: "empty input", row: 0 });
  assert.deepEqual(twice.emptied, [0, 2]);
  assert.equal(reduce(twice, { type: "empty input", row: 2 }), twice);
  assert.deepEqual(reduce(twice, { type: "fill input", row: 0 }).emptied, [2]);
  assert.equal(isTouched(once), true);
  /** @type {import("../../../static/js/state/reducer.js").Action[]} */
  const other = [
    { type: "edit cells", cells: [["1", "2"]] },
    { type: "edit text", text: "a" },
    { type: "load input", cells: [["1", "2"]], names: [] },
    { type: "choose preset", name: "other" },
    { type: "choose example", id: String(openState().example) },
  ];
  for (const action of other) assert.deepEqual(reduce(twice, action).emptied, [], action.type);
});

test("nothing is asked without a model, or while the input cannot be read", () => {
  assert.equal(question(INITIAL), null);
  assert.equal(question(openState({ cells: [["x", "1"]] })), null);
  assert.equal(question({ ...letters(), text: "(z" }), null);
});

test("there are as many steps to look at as the last answer has", () => {
  assert.equal(stepCount(openState({ cells: [["1", "1"]] })), 4);
  assert.equal(stepCount(openState({ trace: null, cells: [["1", "1"]] })), 1);
  assert.equal(stepCount({ ...letters(), trace: null, text: "(😀)" }), 3);
});

test("a step is called as the example calls it, else by its letter", () => {
  assert.equal(stepLabel(openState(), "en", 2), "c");
  assert.equal(stepLabel(openState(), "zh", 2), "丙");
  assert.equal(stepLabel(openState(), "en", 9), "");
  assert.equal(stepLabel(openState({ example: null }), "en", 2), "");
  assert.equal(stepLabel(letters(), "en", 3), ")");
});

test("the server's faults are laid onto the cells that they point to", () => {
  const errors = [
    { pointer: "/inputs/3/1", detail: "too large" },
    { pointer: "/inputs/2", detail: "too short" },
    { pointer: "/text", detail: "unknown" },
    { pointer: "/pins/0/from", detail: "not here" },
    { pointer: "/inputs/3/1/0", detail: "not here" },
  ];
  assert.deepEqual(serverFaults({ status: 422, title: "", detail: "", errors }), [
    { row: 3, column: 1, reason: "lab.input.refused", values: { detail: "too large" } },
    { row: 2, column: null, reason: "lab.input.refused", values: { detail: "too short" } },
    { row: null, column: null, reason: "lab.input.refused", values: { detail: "unknown" } },
  ]);
  assert.deepEqual(serverFaults(null), []);
});

test("what is wrong as typed goes before what an older answer found", () => {
  const problem = { status: 422, title: "", detail: "", errors: [{ pointer: "/inputs/0/0", detail: "too large" }] };
  assert.equal(faultsOf(openState({ problem }))[0].reason, "lab.input.refused");
  const typed = openState({ problem, cells: [["", "1"]] });
  assert.deepEqual(faultsOf(typed), inputFaults(typed));
  assert.equal(faultsOf(typed)[0].reason, "lab.input.blank");
});
