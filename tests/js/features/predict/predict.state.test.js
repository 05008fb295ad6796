import assert from "node:assert/strict";
import { test } from "node:test";
import { openQuestion } from "../../../../static/js/features/predict/predict.state.js";
import { LAB_INITIAL, reduceLab } from "../../../../static/js/pages/lab/state.js";
import { openState } from "../../support/sample.js";

/**
 * @typedef {import("../../../../static/js/pages/lab/state.js").LabState} LabState
 * @typedef {import("../../../../static/js/pages/lab/state.js").LabAction} LabAction
 * @typedef {import("../../../../static/js/features/predict/predict.state.js").Question} Question
 */

/** @param {LabState} state @param {...LabAction} actions */
const after = (state, ...actions) => actions.reduce(reduceLab, state);
/** @param {Partial<Question>} [other] @returns {Question} */
const question = (other) => ({
  kind: "mix",
  lane: 1,
  at: 2,
  reveals: 3,
  choices: ["nothing", "only_old", "only_new", "both"],
  right: 2,
  pin: null,
  ...other,
});
/** @returns {LabState} */
const open = () => ({ ...LAB_INITIAL, ...openState({ step: 0, phase: 2 }) });

test("a choice is taken once and shows the next phase", () => {
  const asked = after(open(), { type: "ask", question: question() });
  assert.equal(openQuestion(asked), asked.asked);
  const answered = after(asked, { type: "predict", choice: 1 });
  assert.deepEqual([answered.step, answered.phase, answered.answer], [0, 3, { choice: 1 }]);
  assert.equal(after(answered, { type: "predict", choice: 2 }), answered);
  assert.equal(after(asked, { type: "predict", choice: 4 }), asked);
});

test("a choice about a valve turns it at this step alone, and can be undone", () => {
  /** @type {import("../../../../static/js/data/types.js").Pin} */
  const pin = { gate: "forget", value: 0, units: [1], from: 0, to: 0 };
  const asked = after(open(), { type: "ask", question: question({ kind: "pin", pin }) });
  const answered = after(asked, { type: "predict", choice: 0 });
  assert.deepEqual(answered.pins, [pin]);
  assert.deepEqual([answered.phase, answered.scope, answered.asked], [3, "onward", asked.asked]);
  assert.deepEqual(after(answered, { type: "undo" }).pins, []);
  const skipped = after(asked, { type: "predict", choice: null });
  assert.deepEqual([skipped.pins, skipped.phase, skipped.asked], [[], 2, null]);
});

test("a question goes with the moment and with the run that it is about", () => {
  const asked = after(open(), { type: "ask", question: question() });
  assert.equal(openQuestion(after(asked, { type: "move step", by: 1 })), null);
  assert.equal(after(asked, { type: "turn valve", gate: "forget", units: null, value: 0 }).asked, null);
  assert.equal(after(asked, { type: "edit cells", cells: [["1", "1"]] }).asked, null);
  const edited = after(asked, { type: "edit weight", gate: "f", part: "b", at: [0], value: 7.25 });
  assert.equal(edited.asked, null);
});
