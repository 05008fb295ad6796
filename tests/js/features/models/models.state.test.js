import assert from "node:assert/strict";
import { test } from "node:test";
import { uploadName, uploadPlace } from "../../../../static/js/data/model_names.js";
import { most } from "../../../../static/js/features/models/models.state.js";
import { LAB_INITIAL, reduceLab } from "../../../../static/js/pages/lab/state.js";
import { fromAddress, toAddress } from "../../../../static/js/state/address.js";
import { isEditable, rowOf } from "../../../../static/js/state/lanes.js";
import { lacksInput, question, stepLabel } from "../../../../static/js/state/question.js";
import { ownPreset } from "../../support/models.js";

/**
 * @typedef {import("../../../../static/js/pages/lab/state.js").LabState} LabState
 * @typedef {import("../../../../static/js/pages/lab/state.js").LabAction} LabAction
 */

/** @param {LabState} state @param {...LabAction} actions @returns {LabState} */
const after = (state, ...actions) => actions.reduce(reduceLab, state);

/** @param {Parameters<typeof ownPreset>[0]} [which] */
function opened(which) {
  const preset = ownPreset(which);
  return after({ ...LAB_INITIAL, wanted: preset.name, example: "waves" }, { type: "preset opened", preset });
}

/** A run of 24 steps in which only some units have numbers. @param {number[]} [units] @returns {import("../../../../static/js/data/types.js").Trace} */
function narrow(units) {
  const rows = Array.from({ length: 24 }, () => [0]);
  return /** @type {any} */ ({ C: rows, C0: [0], C_prev: rows, ...(units ? { units } : {}) });
}

/** @param {number} units @param {(unit: number) => number} change */
const measures = (units, change) =>
  /** @type {any} */ ({ change: Array.from({ length: units }, (_, unit) => change(unit)) });

test("a name says file, layer and direction", () => {
  const place = /** @type {const} */ ({ id: "ab12", lstm: 1, layer: 2, direction: "backward" });
  assert.equal(uploadName(place), "id:ab12/1/2/backward");
  assert.deepEqual(uploadPlace(uploadName(place)), place);
  for (const name of ["lanes", "id:ab12", "id:ab12/1/2/sideways", "id:a/b/1/2/forward"])
    assert.equal(uploadPlace(name), null);
});

test("the address holds layer and direction, and names of columns", () => {
  const state = after(opened({ layer: 1, direction: "backward" }), {
    type: "load input",
    cells: [["1", "2", "3"]],
    names: ["a,b", "100%", "c"],
  });
  const address = toAddress(state);
  assert.ok(address.startsWith("model=id:ab12&layer=2&direction=backward&x=1,2,3&names="));
  const back = fromAddress(address);
  assert.equal(back.wanted, "id:ab12/0/1/backward");
  assert.deepEqual(back.names, ["a,b", "100%", "c"]);
  assert.equal(fromAddress("model=id:ab12").wanted, "id:ab12/0/0/forward");
  assert.equal(fromAddress("model=id:ab12&lstm=2&layer=x").wanted, "id:ab12/1/0/forward");
});

test("an input too long for an address is left out of it", () => {
  const cells = Array.from({ length: 700 }, () => ["1", "2", "3"]);
  const address = toAddress(after(opened(), { type: "load input", cells, names: ["a", "b", "c"] }));
  assert.equal(address.includes("x="), false);
  assert.equal(address.includes("names="), false);
});

test("a small layer is asked for whole", () => {
  const state = opened({ layer: 1 });
  const asked = question(state);
  assert.deepEqual(asked?.upload, { id: "ab12", lstm: 0, layer: 1, direction: "forward" });
  assert.equal(asked?.units, undefined);
  assert.equal(asked?.inputs?.length, 24);
});

test("a large layer waits for the measures, which say what to show", () => {
  const state = opened({ units: 64 });
  assert.equal(question(state), null);
  const measured = after(state, { type: "measured", measures: measures(64, (unit) => (unit % 7 === 3 ? unit : 0)) });
  assert.deepEqual(measured.shown, [10, 17, 24, 31, 38, 45, 52, 59]);
  assert.deepEqual(question(measured)?.units, measured.shown);
  const other = after(measured, { type: "choose preset", name: "lanes" });
  assert.deepEqual([measured.unitMap.measures?.change.length, other.unitMap.measures], [64, null]);
  const chosen = { ...measured, shown: [1] };
  assert.deepEqual(after(chosen, { type: "measured", measures: measures(64, () => 1) }).shown, [1]);
});

test("lanes that are chosen are drawn when their numbers are there", () => {
  const first = after({ ...opened({ units: 64 }), shown: [1, 2] }, { type: "traced", trace: narrow([1, 2]) });
  const waiting = after(first, { type: "show units", units: [9, 5] });
  assert.deepEqual(
    [waiting.shown, waiting.lanes],
    [
      [1, 2],
      [5, 9],
    ],
  );
  assert.deepEqual(question(waiting)?.units, [5, 9]);
  const late = after(waiting, { type: "traced", trace: narrow([1, 2]) });
  assert.deepEqual(
    [late.shown, late.lanes],
    [
      [1, 2],
      [5, 9],
    ],
  );
  const there = after(late, { type: "traced", trace: narrow([5, 9]) });
  assert.deepEqual([there.shown, there.lanes, there.unit], [[5, 9], null, 5]);
});

test("a run of other units is nothing to compare with", () => {
  const first = after({ ...opened({ units: 64 }), shown: [1] }, { type: "traced", trace: narrow([1]) });
  assert.deepEqual(first.untouched?.units, [1]);
  const other = after(first, { type: "show units", units: [2] }, { type: "traced", trace: narrow([2]), pinned: true });
  assert.equal(other.untouched, null);
  assert.equal(after(other, { type: "untouched traced", trace: narrow([1]) }).untouched, null);
  assert.deepEqual(after(other, { type: "untouched traced", trace: narrow([2]) }).untouched?.units, [2]);
});

test("another layer of the same file keeps the input, another file does not", () => {
  const typed = after(opened(), { type: "load input", cells: [["1", "2", "3"]], names: ["a", "b", "c"] });
  const next = ownPreset({ layer: 1 });
  const moved = after(typed, { type: "choose preset", name: next.name }, { type: "preset opened", preset: next });
  assert.deepEqual([moved.cells, moved.example, moved.pins], [[["1", "2", "3"]], null, []]);
  assert.deepEqual(
    moved.preset?.input.names.map(({ en }) => en),
    ["a", "b", "c"],
  );
  assert.deepEqual(after(typed, { type: "choose preset", name: "id:ff/0/0/forward" }).cells, []);
  const wide = ownPreset({ inputs: 5 });
  const other = after(typed, { type: "preset opened", preset: wide });
  assert.deepEqual([other.example, other.cells, other.names], [null, [], []]);
});

test("a new input keeps the lanes of a large layer", () => {
  const state = { ...opened({ units: 64 }), shown: [3, 4], chosen: true };
  const cells = [["1", "2", "3"]];
  assert.deepEqual(after(state, { type: "edit cells", cells }).shown, [3, 4]);
  assert.deepEqual(after({ ...opened(), shown: [1] }, { type: "edit cells", cells }).shown, []);
});

test("weights are edited in a first layer that reads forward alone", () => {
  assert.deepEqual([ownPreset(), ownPreset({ layer: 1 }), ownPreset({ direction: "backward" })].map(isEditable), [
    true,
    false,
    false,
  ]);
});

test("changed weights begin where the file's upload run begins", () => {
  const state = {
    ...opened(),
    edits: [{ gate: /** @type {const} */ ("f"), part: /** @type {const} */ ("b"), at: [0], value: 1 }],
  };
  state.preset = { ...ownPreset(), weights: { ...ownPreset().weights, f: { W: [], U: [], b: [0], p: null } } };
  const run = /** @type {any} */ ({ ...narrow(), h0: [0, 0, 0, 0], C0: [0, 0.5, 0, 0] });
  assert.deepEqual(question({ ...state, untouched: run })?.start?.C0, [0, 0.5, 0, 0]);
  assert.equal(question({ ...state, untouched: { ...run, C0: [0, 0, 0, 0] } })?.start, undefined);
  assert.equal(question({ ...state, edits: [], untouched: run })?.start, undefined);
});

test("a step of a backward layer reads its row from the end", () => {
  const state = opened({ direction: "backward" });
  assert.deepEqual([rowOf(state, 0), rowOf(state, 23)], [23, 0]);
  assert.equal(stepLabel(state, "en", 0), "x[24]");
  assert.deepEqual([rowOf(opened(), 5), stepLabel(opened(), "en", 5)], [5, ""]);
});

test("a model of which no input is known waits for one, and shows an invented one only if asked", () => {
  const preset = ownPreset();
  const waiting = after({ ...LAB_INITIAL, wanted: preset.name }, { type: "preset opened", preset });
  assert.deepEqual([waiting.example, waiting.cells, waiting.waiting, question(waiting)], [null, [], false, null]);
  assert.equal(lacksInput(waiting), true);
  const invented = after(waiting, { type: "choose example", id: "waves" });
  assert.deepEqual([invented.cells.length, lacksInput(invented)], [24, false]);
  const back = after(invented, { type: "load input", cells: [], names: [] });
  assert.deepEqual([lacksInput(back), back.example, back.trace], [true, null, null]);
  assert.equal(lacksInput(after(back, { type: "undo" })), false);
});

test("tokens are the names of steps, and the address holds their ids instead of their rows", () => {
  const cells = [
    ["1", "2", "3"],
    ["4", "5", "6"],
  ];
  const state = after(opened(), { type: "load input", cells, names: [], labels: ["the", "a,b"], ids: [7, 0] });
  assert.deepEqual([stepLabel(state, "en", 0), stepLabel(state, "zh", 1)], ["the", "a,b"]);
  const place = fromAddress(toAddress(state));
  assert.deepEqual([place.ids, place.labels, place.cells], [[7, 0], ["the", "a,b"], []]);
  const again = after(LAB_INITIAL, { type: "restored", place }, { type: "preset opened", preset: ownPreset() });
  assert.deepEqual([again.ids, again.cells, lacksInput(again)], [[7, 0], [], false]);
  const turned = after(opened({ direction: "backward" }), {
    type: "load input",
    cells,
    names: [],
    labels: ["the", ""],
  });
  assert.deepEqual([stepLabel(turned, "en", 0), stepLabel(turned, "en", 1)], ["x[2]", "the"]);
  const edited = after(state, { type: "edit cells", cells: [["9", "2", "3"], cells[1]] });
  assert.deepEqual([edited.ids, edited.labels, fromAddress(toAddress(edited)).ids], [[], ["the", "a,b"], []]);
  assert.deepEqual(after(state, { type: "edit cells", cells: [cells[0]] }).labels, []);
});

test("which of several embeddings read the tokens is in the address, and is forgotten with them", () => {
  const input = {
    type: /** @type {const} */ ("load input"),
    cells: [["1", "2", "3"]],
    names: [],
    labels: ["a"],
    ids: [4],
  };
  const state = after(opened(), { ...input, embedding: "deep.embedding" });
  const place = fromAddress(toAddress(state));
  assert.deepEqual([place.ids, place.embedding], [[4], "deep.embedding"]);
  assert.equal(fromAddress(toAddress(after(opened(), input))).embedding, "");
  const others = [
    after(state, { type: "edit cells", cells: [["9", "2", "3"]] }),
    after(state, { type: "load input", cells: [["9", "2", "3"]], names: [] }),
    after(state, { type: "choose example", id: "waves" }),
    after(state, { type: "choose preset", name: "id:ff/0/0/forward" }),
  ];
  assert.deepEqual(
    others.map(({ embedding }) => embedding),
    ["", "", "", ""],
  );
  assert.equal(after(others[0], { type: "undo" }).embedding, "deep.embedding");
});

test("a run begins from given states, which the address holds, and another file does not", () => {
  const starts = { h0: [[0.5, -1, 0, 1e-7]], C0: [[45, 0, 0, 2]] };
  const state = after(opened(), { type: "set starts", starts });
  assert.deepEqual(question(state)?.start, starts);
  assert.deepEqual(fromAddress(toAddress(state)).starts, starts);
  assert.equal(question(opened())?.start, undefined);
  assert.deepEqual(after(state, { type: "choose preset", name: "id:ff/0/0/forward" }).starts, {});
  assert.deepEqual(after(state, { type: "choose preset", name: ownPreset({ layer: 1 }).name }).starts, starts);
  assert.deepEqual(fromAddress("model=lanes&h0=1,x&C0=1").starts, { C0: [[1]] });
});

test("the greatest are found, in the order of their numbers", () => {
  assert.deepEqual(most([5, 1, 9, 9, 0, 2, 3, 4, 6, 7]), [0, 2, 3, 5, 6, 7, 8, 9]);
});
