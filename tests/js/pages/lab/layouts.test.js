import assert from "node:assert/strict";
import { after, test } from "node:test";
import { withLayouts } from "../../../../static/js/pages/lab/layouts.js";
import { blueprintNamed, learnBlueprints } from "../../../../static/js/unit/blueprint.js";
import { layoutFor } from "../../../../static/js/view/stage/layout.js";
import "../../support/blueprints.js";

const [LSTM, GRU] = ["lstm", "gru"].map((name) => structuredClone(blueprintNamed(name)));
after(() => learnBlueprints([LSTM, GRU]));

/**
 * An API and what it was asked, in order; the page has brought no layout of the GRU, and none of the Cell.
 *
 * @param {{blueprint: string, view: string}} state
 * @param {string} [unit] of every preset
 */
function world(state, unit) {
  const none = Object.fromEntries(Object.keys(GRU.layouts).map((view) => [view, null]));
  learnBlueprints([
    { ...LSTM, layouts: { ...LSTM.layouts, cell: null } },
    { ...GRU, layouts: none },
  ]);
  /** @type {string[]} */
  const asked = [];
  /** @type {any} */
  const api = {
    preset: async (/** @type {string} */ name) => {
      asked.push(`preset ${name}`);
      return { name, unit };
    },
    blueprint: async (/** @type {string} */ name) => {
      asked.push(`unit ${name}`);
      await null;
      return name === "gru" ? GRU : LSTM;
    },
  };
  return { asked, api: withLayouts(api, { get: () => state }) };
}

test("a preset of the default unit is asked for alone; one of another unit comes when that unit can be drawn", async () => {
  const lstm = world({ blueprint: "lstm", view: "pipe" });
  await lstm.api.preset("lanes");
  assert.deepEqual(lstm.asked, ["preset lanes"]);
  const gru = world({ blueprint: "lstm", view: "pipe" }, "gru");
  assert.equal(layoutFor(blueprintNamed("gru"), "pipe", 1000), layoutFor(blueprintNamed("lstm"), "pipe", 1000));
  assert.equal((await gru.api.preset("recall-gru")).name, "recall-gru");
  assert.deepEqual(blueprintNamed("gru").layouts, GRU.layouts);
  await gru.api.preset("recall-gru");
  assert.deepEqual(gru.asked, ["preset recall-gru", "unit gru", "preset recall-gru"]);
});

test("what an address names is fetched together with the preset: its unit, and the layout of its view", async () => {
  for (const [state, unit] of /** @type {const} */ ([
    [{ blueprint: "gru", view: "pipe" }, "gru"],
    [{ blueprint: "lstm", view: "cell" }, "lstm"],
  ])) {
    const { asked, api } = world(state, unit);
    const opening = api.preset("one");
    assert.deepEqual(asked, ["preset one", `unit ${unit}`], "before the preset is there");
    await opening;
    assert.deepEqual(asked, ["preset one", `unit ${unit}`]);
    assert.ok(blueprintNamed(unit).layouts[state.view]);
  }
});
