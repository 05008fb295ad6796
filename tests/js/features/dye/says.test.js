import assert from "node:assert/strict";
import { test } from "node:test";
import { amountInWords, layerInWords } from "../../../../static/js/features/dye/says.js";
import { GRAMMAR, LAB_INITIAL, reduceLab } from "../../../../static/js/pages/lab/state.js";
import { dyedFields } from "../../../../static/js/state/dyed_fields.js";
import { liquidOf } from "../../../../static/js/state/liquids.js";
import { blueprintNamed } from "../../../../static/js/unit/blueprint.js";
import { laneInWords, mainParts } from "../../../../static/js/view/base/dye_words.js";
import { LSTM, PHASES } from "../../support/blueprints.js";
import { openState, randomTrace } from "../../support/sample.js";

const PARTS = [
  [0, 0],
  [0.5, -3],
  [0.25, -1.5],
];
const NONE = [0, 0];
/** @type {any} */
const messages = {
  t: (/** @type {string} */ id, /** @type {object} */ values = {}) => [id, ...Object.values(values)].join(" "),
};

test("dye is in the memory that entered, what is kept of it, and nowhere else", () => {
  assert.deepEqual(dyedFields(LSTM, PARTS, 1), {
    C: PARTS,
    C_prev: [NONE, PARTS[0], PARTS[1]],
    kept: [NONE, NONE, PARTS[2]],
    added: [NONE, PARTS[1], NONE],
  });
  assert.deepEqual(Object.keys(dyedFields(blueprintNamed("gru"), PARTS, 1)), ["h", "h_prev", "kept", "added"]);
  assert.deepEqual(Object.keys(dyedFields(blueprintNamed("rnn"), PARTS, 1)), ["h", "h_prev"]);
});

test("only the dye of the run shown is drawn, in its phases", () => {
  const trace = randomTrace({ steps: 3, units: 2, seed: 4 });
  const tinted = { of: trace, step: 1, fields: dyedFields(LSTM, PARTS, 1) };
  const liquid = liquidOf(openState({ trace, untouched: trace, tinted, shown: [0, 1] }));
  const last = PHASES.length - 1;
  assert.deepEqual(liquid.tint?.(2, last, 1), {
    ...liquid.tint?.(2, last, 1),
    old: -3,
    kept: -1.5,
    memory: -1.5,
    added: 0,
  });
  assert.equal(liquid.tint?.(2, last, 1).out, null);
  assert.equal(liquid.tint?.(1, 0, 1).memory, null, "not before its phase");
  assert.equal(liquidOf(openState({ trace, tinted: { ...tinted, of: { ...trace } } })).tint, null);
});

test("dye is poured, poured elsewhere, taken out; an answer about another step is late", () => {
  const poured = reduceLab({ ...LAB_INITIAL, step: 4 }, { type: "dye" });
  assert.equal(poured.dye, 4);
  assert.equal(reduceLab(poured, { type: "dye" }).dye, null);
  const moved = reduceLab({ ...poured, step: 2 }, { type: "dye" });
  assert.equal(moved.dye, 2);
  const trace = randomTrace({ steps: 5, units: 2, seed: 4 });
  const answer = (/** @type {number} */ step) => ({ of: trace, step, fields: {} });
  assert.equal(reduceLab(moved, { type: "tinted", tinted: answer(4) }).tinted, null);
  assert.equal(reduceLab(moved, { type: "tinted", tinted: answer(2) }).tinted?.step, 2);
  assert.equal(reduceLab(moved, { type: "dye", step: null }).dye, null);
});

test("a share is told only where parts do not cancel", () => {
  const rest = { start: [0], age: [1], halfLife: [null] };
  const sample = { ...rest, parts: [[0.4], [-0.1], [0.001]], memory: [0.301], gross: [0.501] };
  assert.equal(mainParts(messages, sample, 0), "dye.parts 1 0.301 dye.part +0.400 1dye.anddye.part −0.100 2");
  assert.equal(laneInWords(messages, sample, 0, 0, 0.4), "dye.lane 1 1 +0.400 0.301");
  const alike = { ...rest, parts: [[-0.3], [-0.1]], memory: [-0.4], gross: [0.4] };
  assert.equal(laneInWords(messages, alike, 0, 0, -0.3), "dye.share 1 1 −0.300 −0.400 75");
  assert.equal(amountInWords(messages, sample, 0), "dye.gross 0.301 0.501");
  assert.equal(amountInWords(messages, alike, 0), "dye.gross.same −0.400 0.400");
});

test("where opposite signs cancel, no part is told as part of next to nothing", () => {
  const sample = {
    start: [0],
    age: [1],
    halfLife: [null],
    parts: [[0.245], [-0.2452]],
    memory: [-1.6e-4],
    gross: [0.4902],
  };
  assert.match(mainParts(messages, sample, 0), /^dye\.parts\.cancelled 1 −0\.00016 dye\.part −0\.245 2/);
  assert.equal(laneInWords(messages, sample, 0, 0, 0.245), "dye.lane.cancelled 1 1 +0.245 −0.00016");
  const layer = (/** @type {any} */ of, /** @type {number[]} */ ...sources) =>
    layerInWords(messages, of, { lane: 0, step: 1, sources, name: "" });
  assert.equal(layer(sample, 0), "dye.pointed.cancelled 1 2 +0.245 −0.00016 1 ");
  assert.match(layer(sample, 0, 1), /^dye\.pointed\.joined\.cancelled/);
  assert.match(layer(sample, -1), /^dye\.pointed\.start\.cancelled/);
  const rounded = { ...sample, parts: [[0.3], [-0.3]], memory: [5e-17], gross: [0.6] };
  assert.equal(layer(rounded, 0), "dye.pointed.cancelled 1 2 +0.300 0.000 1 ", "rounding is no memory");
  assert.equal(amountInWords(messages, rounded, 0), "dye.gross 0.000 0.600");
});

test("the start is a part like any other", () => {
  const sample = { start: [0.6], age: [2], halfLife: [3], parts: [[-0.2], [0.001]], memory: [0.401], gross: [0.801] };
  assert.equal(mainParts(messages, sample, 0), "dye.parts 1 0.401 dye.part.start +0.600dye.anddye.part −0.200 1");
  const layer = (/** @type {number[]} */ ...sources) =>
    layerInWords(messages, sample, { lane: 0, step: 1, sources, name: "" });
  assert.equal(layer(-1), "dye.pointed.start 1 2 +0.600 0.401");
  assert.equal(layer(0), "dye.pointed 1 2 −0.200 0.401 1 ");
  const later = layerInWords(messages, sample, { lane: 0, step: 0, sources: [1], name: "" });
  assert.equal(later, "dye.pointed.later 2 1", "it has not entered yet");
  assert.equal(layer(0, 1), "dye.pointed.joined 1 2 −0.199 0.401 2");
});

test("the card is opened, closed and kept in the address; another answer does not touch it", () => {
  const opened = reduceLab(LAB_INITIAL, { type: "sources" });
  assert.equal(opened.sources, true);
  assert.equal(reduceLab(opened, { type: "sources", on: true }), opened);
  assert.equal(reduceLab(opened, { type: "sources" }).sources, false);
  assert.match(GRAMMAR.toAddress(opened), /&sources=1/);
  assert.doesNotMatch(GRAMMAR.toAddress(LAB_INITIAL), /sources/);
});
