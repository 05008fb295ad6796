import assert from "node:assert/strict";
import { test } from "node:test";
import { openUpload } from "../../../../static/js/state/uploads/models.js";
import { starters } from "../../../../static/js/state/uploads/starters.js";
import { ownModel } from "../../support/models.js";

/** @param {ReturnType<typeof ownModel>} model */
function server(model) {
  /** @type {string[]} */
  const asked = [];
  return {
    asked,
    /** @param {string} url @returns {Promise<any>} */
    ask: async (url) => {
      asked.push(url);
      return url.includes("/weights") ? { f: "weights" } : model;
    },
  };
}

test("one layer of a file takes the shape of a preset", async () => {
  const model = ownModel({ units: 4 });
  const { ask, asked } = server(model);
  const preset = await openUpload({ id: model.id, lstm: 0, layer: 1, direction: "backward" }, ask, null);
  assert.equal(preset.name, "id:ab12/0/1/backward");
  assert.deepEqual([preset.units, preset.inputs, preset.unit_names.length], [4, 3, 4]);
  assert.deepEqual(
    preset.input.names.map(({ en }) => en),
    ["x1", "x2", "x3"],
  );
  assert.deepEqual(preset.upload, { model, id: "ab12", lstm: 0, layer: 1, direction: "backward" });
  assert.deepEqual(preset.weights, { f: "weights" });
  assert.deepEqual(asked, [
    "/api/v1/models/ab12",
    "/api/v1/models/ab12/weights?lstm=encoder&layer=1&direction=backward",
  ]);
});

test("a missing layer is replaced by the first, a large one brings no weights", async () => {
  const model = ownModel({ units: 64 });
  const { ask, asked } = server(model);
  const preset = await openUpload({ id: model.id, lstm: 4, layer: 9, direction: "forward" }, ask, null);
  assert.equal(preset.name, "id:ab12/0/0/forward");
  assert.deepEqual(preset.weights.f, { W: [], U: [], b: [], p: null });
  assert.equal(asked.length, 1);
});

test("inputs to begin with are as wide as the model reads", () => {
  const [waves, pulse] = starters(3);
  assert.deepEqual([waves.id, pulse.id, waves.inputs.length], ["waves", "pulse", 24]);
  assert.ok(waves.inputs.every((row) => row.length === 3 && row.every((value) => Math.abs(value) <= 1)));
  assert.deepEqual(waves.inputs[3], [1, 0, -0.866]);
  assert.deepEqual(
    pulse.inputs.map((row) => row.join()).filter((row) => row !== "0,0,0"),
    ["1,1,1"],
  );
});
