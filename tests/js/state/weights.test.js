import assert from "node:assert/strict";
import { test } from "node:test";
import { traceRequest } from "../../../static/js/data/api.js";
import { toAddress } from "../../../static/js/state/address.js";
import { BASE } from "../../../static/js/state/base.js";
import { compose } from "../../../static/js/state/compose.js";
import { ghostOf, isTouched } from "../../../static/js/state/flow.js";
import * as history from "../../../static/js/state/history.js";
import { question, untouchedQuestion } from "../../../static/js/state/question.js";
import { reduce } from "../../../static/js/state/reducer.js";
import { applied, fitting, readEdit, weightAt, withEdit, writeEdit } from "../../../static/js/state/weights.js";
import { numbersPreset, openState, randomTrace, textPreset } from "../support/sample.js";

const LETTERS = ["f", "i", "g", "o"];

/**
 * @typedef {import("../../../static/js/state/app_state.js").AppState} AppState
 * @typedef {import("../../../static/js/state/weights.js").Edit} Edit
 * @typedef {import("../../../static/js/state/reducer.js").Action} Action
 */

const { weights } = numbersPreset();
const whole = compose([BASE, history.HISTORY]);
/** @param {AppState} state */
const momentOf = (state) => history.momentOf(whole, state);
/** @type {Edit[]} */
const EDITS = [
  { gate: "f", part: "W", at: [1, 0], value: 9 },
  { gate: "o", part: "p", at: [2], value: -7 },
];
/** @param {AppState} state @param {...Action} actions */
const after = (state, ...actions) => actions.reduce(/** @type {typeof reduce} */ (whole.reduce), state);

test("edits change the weights that they name and no other, in a copy", () => {
  const before = structuredClone(weights);
  const changed = applied(weights, EDITS);
  assert.deepEqual(weights, before);
  assert.deepEqual(changed.f.W, [
    [1, -1],
    [9, -1],
    [3, -1],
  ]);
  assert.deepEqual(changed.o.p, [0.1, 0.2, -7]);
  assert.deepEqual({ ...changed, f: { ...changed.f, W: weights.f.W }, o: { ...changed.o, p: weights.o.p } }, weights);
  assert.equal(applied(weights, []), weights);
});

test("a weight is named by gate, part, row and, in a matrix, column", () => {
  assert.equal(weightAt(weights, { gate: "i", part: "U", at: [2, 1] }), 2);
  assert.equal(weightAt(weights, { gate: "i", part: "b", at: [1] }), 1);
  assert.deepEqual(
    [
      { gate: "i", part: "U", at: [3, 1] },
      { gate: "i", part: "U", at: [2, 3] },
      { gate: "i", part: "U", at: [2] },
      { gate: "i", part: "b", at: [1, 0] },
      { gate: "f", part: "p", at: [0] },
    ].map((place) => weightAt(weights, /** @type {any} */ (place))),
    Array(5).fill(undefined),
  );
});

test("the newest edit of a weight counts; its old value is no edit", () => {
  const twice = withEdit(weights, EDITS, { ...EDITS[0], value: 4 });
  assert.deepEqual(twice, [EDITS[1], { ...EDITS[0], value: 4 }]);
  assert.deepEqual(withEdit(weights, EDITS, { ...EDITS[0], value: 2 }), [EDITS[1]]);
  assert.deepEqual(withEdit(weights, [], { gate: "f", part: "p", at: [0], value: 1 }), []);
});

test("an edit is written short and read again; malformed ones are dropped", () => {
  assert.equal(EDITS.map(writeEdit).join(" "), "f.W.2.1:9 o.p.3:-7");
  assert.deepEqual(
    ["f.W.2.1:9", "o.p.3:-7"].flatMap((text) => readEdit(text, LETTERS)),
    EDITS,
  );
  for (const text of [
    "",
    "f.W.2.1",
    "f.W.2.1:",
    "f.W.2.1:x",
    "f.W.0.1:1",
    "q.W.1.1:1",
    "f.V.1:1",
    "f.b.1:1e10",
    "f.b.1:NaN",
  ])
    assert.deepEqual(readEdit(text, LETTERS), [], text);
});

test("a question with edits sends all weights, its untouched twin the preset alone", () => {
  const state = openState({ edits: EDITS, pins: [{ gate: "forget", value: 0 }] });
  assert.deepEqual(question(state)?.weights, applied(weights, EDITS));
  assert.deepEqual(untouchedQuestion(state), { ...question(openState()), pins: [] });
  assert.equal(question(openState())?.weights, undefined);
});

test("letters are looked up here when the weights are no preset's", () => {
  const preset = textPreset();
  const state = openState({ preset, text: "(a)", edits: EDITS });
  assert.deepEqual(question(state)?.inputs, [
    [1, 0],
    [0, 0],
    [0, 1],
  ]);
  const asked = /** @type {NonNullable<ReturnType<typeof question>>} */ (question(state));
  assert.equal("text" in traceRequest(asked), false);
  assert.deepEqual(question({ ...state, edits: [] }), { preset: "letters", blueprint: "lstm", text: "(a)", pins: [] });
});

test("an edited run has the preset's own run beside it", () => {
  const untouched = randomTrace({ steps: 4, units: 3, seed: 9 });
  assert.equal(ghostOf(openState({ edits: EDITS, untouched })), untouched);
  assert.equal(ghostOf(openState({ untouched })), null);
  assert.deepEqual([openState(), openState({ edits: EDITS })].map(isTouched), [false, true]);
});

test("a bias is set for one lane or for all, reset brings the preset's weights and leaves all else", () => {
  const start = openState({ step: 2, unit: 1 });
  const one = after(start, { type: "edit bias", gate: "f", units: [1], value: 3 });
  assert.deepEqual(one.edits, [{ gate: "f", part: "b", at: [1], value: 3 }]);
  const all = after(one, { type: "edit bias", gate: "f", units: null, value: 1 });
  assert.deepEqual(applied(weights, all.edits).f.b, [1, 1, 1]);
  assert.deepEqual(
    all.edits.map(({ at }) => at[0]),
    [1, 2],
    "lane 1 has this bias in the preset",
  );
  const reset = after(all, { type: "reset weights" });
  assert.deepEqual(momentOf(reset), momentOf(start));
  assert.deepEqual([reset.step, reset.unit], [2, 1]);
  assert.deepEqual(after(reset, { type: "undo" }).edits, all.edits);
});

test("typing in one weight is one change", () => {
  const typed = [1, 12, 12.5].map((value) => ({ ...EDITS[0], type: /** @type {const} */ ("edit weight"), value }));
  const state = after(openState(), ...typed);
  assert.deepEqual(state.edits, [{ ...EDITS[0], value: 12.5 }]);
  assert.equal(state.past.length, 1);
  assert.deepEqual(after(state, { type: "undo" }).edits, []);
});

test("edits that do not fit the model that opens are dropped; another model begins without", () => {
  const strange = [...EDITS, /** @type {Edit} */ ({ gate: "f", part: "b", at: [17], value: 1 })];
  assert.deepEqual(fitting(weights, strange), EDITS);
  const opened = reduce(openState({ edits: strange }), { type: "preset opened", preset: numbersPreset() });
  assert.deepEqual(opened.edits, EDITS);
  assert.match(toAddress(opened), /w=f\.W\.2\.1:9\+o\.p\.3:-7/);
  assert.deepEqual(reduce(opened, { type: "choose preset", name: "other" }).edits, []);
});
