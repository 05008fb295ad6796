import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessages } from "../../../../static/js/data/messages.js";
import { columnsOf, MOST, windowOf } from "../../../../static/js/features/table/columns.js";
import { numbersPreset, openState, randomTrace, textPreset } from "../../support/sample.js";

const fields = Object.fromEntries(["f", "i", "g", "o", "C", "h"].map((field) => [`lab.field.${field}`, field]));
const messages = createMessages({ "strip.reads": "reads", "strip.true": "true", ...fields }, "en");
const same = (/** @type {string} */ text) => ({ en: text, zh: text });
const INPUTS = numbersPreset().examples[1].inputs;

/** @param {Partial<import("../../../../static/js/state/app_state.js").AppState>} [other] */
function state(other = {}) {
  const preset = numbersPreset({ head: { W: [[1, 1, 1]], b: [0], names: [same("profit")], says: "numbers" } });
  preset.input.drawn = ["line", "flag"];
  preset.examples[1].targets = [[null], [-1.5], [0], [1]];
  const trace = { ...randomTrace({ steps: 4, units: 3 }), x: INPUTS, readout: [[0.5], [-1], [0.25], [2]] };
  return openState({ preset, trace, unit: 1, ...other });
}

test("the table has every input, the lane's numbers in the trace, every answer, and what was true", () => {
  const now = state();
  const columns = columnsOf(now, messages);
  const values = (/** @type {string} */ name) => columns.find((column) => column.name === name)?.values;
  assert.deepEqual(values("value"), [1, 2, 3, 4]);
  assert.deepEqual(values("flag"), [0, 0, 0, 1]);
  assert.deepEqual(values("profit"), [0.5, -1, 0.25, 2]);
  assert.deepEqual(values("profit, true"), [null, -1.5, 0, 1]);
  const ofLane = columns.flatMap(({ field }) => (field ? [field] : []));
  assert.deepEqual(ofLane, ["f", "i", "o", "g", "C", "h"]);
  for (const { field, values: column, isSigned } of columns.filter((each) => each.field)) {
    assert.deepEqual(
      column,
      now.trace?.[String(field)].map((/** @type {number[]} */ row) => row[1]),
    );
    assert.equal(!isSigned, "fio".includes(String(field)));
  }
});

test("tokens are what a step reads, instead of the numbers of their rows", () => {
  const labels = ["the", "cat", "sat", "the"];
  const named = state({ labels, ids: [1, 2, 3, 1], example: null });
  const [reads, next] = columnsOf(named, messages);
  assert.deepEqual([reads.name, reads.values, next.field], ["reads", labels, "f"]);
  const emptied = columnsOf({ ...named, emptied: [1] }, messages)[0];
  assert.deepEqual(emptied.values, ["the", "∅", "sat", "the"]);
  assert.deepEqual(columnsOf({ ...named, ids: [] }, messages)[0].name, "value"); // labels beside numbers
});

test("text is its letters; of a long run, the steps around the present one", () => {
  const trace = randomTrace({ steps: 3, units: 3 });
  const [letters] = columnsOf(openState({ preset: textPreset(), text: "(a)", trace }), messages);
  assert.deepEqual([letters.name, letters.values], ["reads", ["(", "a", ")"]]);
  const long = { ...trace, x: Array.from({ length: 3 * MOST }, () => [0, 0]) };
  const at = (/** @type {number} */ step) => windowOf(openState({ trace: long, step }));
  assert.deepEqual(
    [at(0), at(3 * MOST - 1)],
    [
      { from: 0, to: MOST },
      { from: 2 * MOST, to: 3 * MOST },
    ],
  );
  assert.ok(at(250).from <= 250 && at(250).to > 250);
});
