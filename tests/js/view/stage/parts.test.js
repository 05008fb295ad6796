import assert from "node:assert/strict";
import { test } from "node:test";
import { blueprintNamed } from "../../../../static/js/unit/blueprint.js";
import { goneOf, hasApart } from "../../../../static/js/view/stage/parts.js";
import { LSTM } from "../../support/blueprints.js";

test("nothing is left away unless parts are named", () => {
  assert.deepEqual(goneOf(LSTM, null), new Set());
  assert.deepEqual(goneOf(LSTM, ["pipe", "forget", "joint", "nets", "output"]), new Set());
});

test("the bare pipe is always there, and nothing else has to be", () => {
  const gone = goneOf(LSTM, []);
  assert.deepEqual(goneOf(LSTM, ["pipe"]), gone);
  const parts = [...LSTM.nodes, ...LSTM.pipes, ...LSTM.wires].map(({ id }) => id);
  assert.deepEqual(new Set(parts.filter((id) => !gone.has(id))), new Set(["old", "kept", "memory", "new"]));
  for (const { id } of LSTM.phases) assert.ok(gone.has(`phase ${id}`), id);
  for (const signal of ["x", "h_prev", "waits"]) assert.ok(gone.has(signal), signal);
});

test("a signal is there as soon as one network reads it, and a number as soon as its part is", () => {
  const gone = goneOf(LSTM, ["pipe", "forget", "nets"]);
  assert.deepEqual(
    ["x", "h_prev", "waits", "phase signals", "phase forget", "phase output_valve"].filter((id) => gone.has(id)),
    ["waits", "phase output_valve"],
  );
  const gru = goneOf(blueprintNamed("gru"), ["pipe", "forget", "joint"]);
  assert.deepEqual(
    ["forget", "write", "reset", "candidate_inner", "forget_net", "x", "phase merge"].filter((id) => gru.has(id)),
    ["reset", "candidate_inner", "forget_net", "x"],
  );
});

test("the legend tells a scale of its own only where such water is drawn: not under the lid, nor before its part is built", () => {
  const gru = blueprintNamed("gru");
  const apart = (
    /** @type {typeof LSTM} */ unit,
    /** @type {"pipe"|"box"} */ view,
    /** @type {string[]|null} */ built,
  ) => hasApart(unit, { view, built });
  assert.deepEqual(
    [apart(LSTM, "pipe", null), apart(LSTM, "box", null), apart(LSTM, "pipe", ["pipe"])],
    [true, true, false],
  );
  assert.deepEqual(
    [apart(gru, "pipe", null), apart(gru, "box", null), apart(gru, "pipe", ["pipe", "joint"])],
    [true, false, false],
  );
  assert.equal(apart(gru, "pipe", ["pipe", "reset"]), true);
});
