import assert from "node:assert/strict";
import { test } from "node:test";
import { lanesInWords, pinInWords, spanInWords } from "../../../../static/js/view/base/words.js";
import { faultInWords } from "../../../../static/js/view/input/faults.js";
import { effectInWords, momentInWords } from "../../../../static/js/view/panels/announcer.js";
import { kindOf } from "../../../../static/js/view/panels/notice.js";
import { hitInWords } from "../../../../static/js/view/timeline/words.js";
import { LSTM } from "../../support/blueprints.js";
import { ECHO } from "../../support/echo.js";
import { openState, randomTrace, textPreset } from "../../support/sample.js";

/** @typedef {import("../../../../static/js/data/types.js").Pin} Pin */

test("lanes and steps are counted from 1", () => {
  assert.equal(lanesInWords(ECHO, undefined), "lab.lanes.all");
  assert.equal(lanesInWords(ECHO, [0]), "lab.lanes.one|1");
  assert.equal(lanesInWords(ECHO, [0, 2]), "lab.lanes.many|1lab.lanes.separator3");
  assert.equal(spanInWords(ECHO, {}), "lab.span.all");
  assert.equal(spanInWords(ECHO, { from: 3 }), "lab.span.onward|4");
  assert.equal(spanInWords(ECHO, { to: 3 }), "lab.span.until|4");
  assert.equal(spanInWords(ECHO, { from: 3, to: 3 }), "lab.span.step|4");
  assert.equal(spanInWords(ECHO, { from: 0, to: 3 }), "lab.span.range|1|4");
});

test("a pin is told as valve, lanes, value and span", () => {
  assert.equal(
    pinInWords(ECHO, LSTM, { gate: "input", value: 0.256, units: [1], from: 2 }),
    "lab.pins.item|lab.part.write|lab.lanes.one|2|0.26|lab.span.onward|3",
  );
});

test("a moment is told with step and phase", () => {
  assert.equal(momentInWords(ECHO, openState({ step: 2, phase: 1 })), "lab.announce.moment|3|4|2|lab.phase.forget");
});

test("a pin's effect is told with the trace's own memory", () => {
  const trace = randomTrace({ steps: 4, units: 3 });
  trace.C[2] = [0.1234, -0.5, 0];
  /** @type {Pin} */
  const pin = { gate: "forget", value: 0, units: [1], from: 2 };
  const state = openState({ trace, step: 2, unit: 1, pins: [pin] });
  assert.equal(
    effectInWords(ECHO, state, []),
    "lab.announce.pinned|lab.part.forget|lab.lanes.one|2|0.00|lab.lanes.named|2|two|−0.500",
  );
  const elsewhere = openState({ trace, step: 2, unit: 0, pins: [pin] });
  assert.match(
    effectInWords(ECHO, elsewhere, []),
    /\|2\|two\|−0.500$/,
    "the memory of the pinned lane, not of the spotlight's",
  );
  trace.f[2] = [0, 0.75, 0];
  assert.equal(
    effectInWords(ECHO, { ...state, pins: [] }, [pin]),
    "lab.announce.released|lab.part.forget|lab.lanes.one|2|0.75|lab.lanes.named|2|two|−0.500",
  );
});

test("a cell under the pointer is told with the trace's number", () => {
  const trace = randomTrace({ steps: 4, units: 3 });
  trace.o[1] = [0, 0.12345, 0];
  trace.C[1] = [0, 0, 1.5];
  trace.x[1] = [0, -0.5];
  const content = {
    trace,
    memories: trace,
    memory: LSTM.memory,
    isBackward: false,
    ghost: null,
    pins: [],
    peaks: [1, 1],
    letters: null,
    labels: [],
    full: 1,
    step: 0,
    unit: 2,
  };
  const { preset } = openState();
  /** @param {import("../../../../static/js/view/timeline/grid.js").RowKind|null} row @param {number|null} unit */
  const words = (row, unit, shown = content) => hitInWords(ECHO, LSTM, { step: 1, row, strip: 1, unit }, shown, preset);
  assert.equal(words("output", 1), "lab.timeline.valve_cell|2|lab.part.output|lab.lanes.named|2|two|0.123");
  assert.equal(words("memory", null), "lab.timeline.memory_cell|2|lab.lanes.named|3|three|+1.500");
  const back = { ...content, memories: { C: [[], [0, 0, -0.25]] }, isBackward: true };
  assert.equal(
    words("memory", null, /** @type {any} */ (back)),
    "lab.timeline.valve_cell|2|lab.backward dC|lab.lanes.named|3|three|−0.250",
  );
  assert.equal(words("input", null), "lab.timeline.input_cell|2|flag|−0.50");
  assert.equal(words(null, null), "");
});

test("a fault is told with its place", () => {
  const state = openState();
  /** @param {number|null} row @param {number|null} column */
  const words = (row, column, reason = "why") => faultInWords(ECHO, { row, column, reason }, state);
  assert.equal(words(2, 1), "lab.input.cell_fault|3|flag|why");
  assert.equal(words(2, 7), "lab.input.cell_fault|3|8|why");
  assert.equal(words(2, null), "lab.input.row_fault|3|why");
  assert.equal(words(null, null), "why");
  assert.equal(words(0, null, "lab.input.empty"), "lab.input.empty");
  assert.equal(
    faultInWords(ECHO, { row: 2, column: null, reason: "why" }, { ...state, preset: textPreset() }),
    "lab.input.letter_fault|3|why",
  );
});

test("problems are of four kinds", () => {
  /** @param {number} status */
  const problem = (status) => ({ status, title: "", detail: "", errors: [] });
  assert.deepEqual(
    [0, 500, 503, 422, 413, 404].map((status) => kindOf(problem(status), true)),
    ["away", "failed", "failed", "refused", "refused", "refused"],
  );
  assert.equal(kindOf(problem(404), false), "unknown");
});
