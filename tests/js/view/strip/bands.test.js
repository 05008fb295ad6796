import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceAt, stripOf } from "../../../../static/js/view/strip/bands.js";
import { numbersPreset, openState, randomTrace, textPreset } from "../../support/sample.js";

const same = (/** @type {string} */ text) => ({ en: text, zh: text });
const INPUTS = numbersPreset().examples[1].inputs;
const READOUT = [[0.5], [-1], [0.25], [2]];
const TARGETS = [[null], [-1.5], [0], [1]];

/** @param {Partial<import("../../../../static/js/state/app_state.js").AppState>} [other] */
function state(other = {}) {
  const preset = numbersPreset({ head: { W: [[1, 1, 1]], b: [0], names: [same("profit")], says: "numbers" } });
  preset.input.drawn = ["line", "flag"];
  preset.examples[1].targets = TARGETS;
  const trace = { ...randomTrace({ steps: 4, units: 3 }), x: INPUTS, readout: READOUT };
  return openState({ preset, trace, ...other });
}

/** @param {import("../../../../static/js/view/strip/bands.js").Band|null|undefined} band @param {string} role */
const valuesOf = (band, role) => band?.lines.filter((line) => line.role === role).map(({ values }) => values);

test("lines are the inputs of the run, flags the steps at which one is not 0", () => {
  const strip = stripOf(state());
  assert.equal(strip?.steps, 4);
  assert.deepEqual(valuesOf(strip?.input, "input"), [[1, 2, 3, 4]]);
  assert.deepEqual(strip?.input.flags, [{ name: numbersPreset().input.names[1], steps: [3] }]);
  assert.deepEqual([strip?.input.low, strip?.input.high], [0, 4]);
});

test("an answer is what the head reads, beside what was true of this very input", () => {
  const strip = stripOf(state());
  assert.deepEqual(valuesOf(strip?.answer, "answer"), [[0.5, -1, 0.25, 2]]);
  assert.deepEqual(valuesOf(strip?.answer, "true"), [[null, -1.5, 0, 1]]);
  assert.deepEqual([strip?.answer?.low, strip?.answer?.high], [-1.5, 2]);
  const { trace } = state();
  const other = trace && { ...trace, x: [[1, 0], ...INPUTS.slice(1, 3), [4, 0]] };
  assert.deepEqual(valuesOf(stripOf(state({ trace: other, example: null }))?.answer, "true"), []);
});

test("the untouched run stands beside a touched one, and only then", () => {
  const untouched = { ...randomTrace({ steps: 4, units: 3 }), readout: [[9], [8], [7], [6]] };
  assert.deepEqual(valuesOf(stripOf(state({ untouched }))?.answer, "untouched"), []);
  const pins = [{ gate: "forget", value: 0 }];
  assert.deepEqual(valuesOf(stripOf(state({ untouched, pins }))?.answer, "untouched"), [[9, 8, 7, 6]]);
});

test("where only what was reached is seen, answers end there, at the scale of all of them", () => {
  const strip = stripOf(state(), 3);
  assert.deepEqual(valuesOf(strip?.answer, "answer"), [[0.5, -1, 0.25, null]]);
  assert.deepEqual([strip?.answer?.low, strip?.answer?.high], [-1.5, 2]);
  assert.deepEqual(valuesOf(strip?.input, "input"), [[1, 2, 3, 4]]);
});

test("a choice is the name of the largest number", () => {
  const names = [same("a"), same("b")];
  const preset = numbersPreset({ head: { W: [], b: [], names, says: "choice" } });
  const trace = {
    ...randomTrace({ steps: 2, units: 3 }),
    readout: [
      [1, 2],
      [-1, -3],
    ],
  };
  const band = stripOf(openState({ preset, trace }))?.answer;
  assert.ok(band);
  assert.deepEqual([choiceAt(band, "answer", 0), choiceAt(band, "answer", 1)], [names[1], names[0]]);
  assert.equal(choiceAt(band, "true", 0), null);
});

test("text stands there as it was typed; without a head there is no answer", () => {
  const trace = randomTrace({ steps: 3, units: 3 });
  const strip = stripOf(openState({ preset: textPreset(), text: "(a)", trace }));
  assert.deepEqual(strip?.input.letters, ["(", "a", ")"]);
  assert.equal(strip?.answer, null);
  assert.equal(stripOf(openState({ trace: null })), null);
});
