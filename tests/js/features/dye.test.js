import assert from "node:assert/strict";
import { test } from "node:test";
import { laneInWords, mainParts } from "../../../static/js/features/dye/says.js";
import { LAB_INITIAL, reduceLab } from "../../../static/js/pages/lab/state.js";
import { dyedFields } from "../../../static/js/state/dyed_fields.js";
import { liquidOf } from "../../../static/js/state/liquids.js";
import { blueprintNamed } from "../../../static/js/unit/blueprint.js";
import { LSTM, PHASES } from "../support/blueprints.js";
import { openState, randomTrace } from "../support/sample.js";

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
  const sample = { parts: [[0.4], [-0.1], [0.001]], memory: [0.301], gross: [0.501] };
  assert.equal(mainParts(messages, sample, 0), "dye.parts 1 0.301 dye.part +0.400 1dye.anddye.part −0.100 2");
  assert.equal(laneInWords(messages, sample, 0, 0, 0.4), "dye.lane 1 1 +0.400 0.301");
  const alike = { parts: [[-0.3], [-0.1]], memory: [-0.4], gross: [0.4] };
  assert.equal(laneInWords(messages, alike, 0, 0, -0.3), "dye.share 1 1 −0.300 −0.400 75");
});
