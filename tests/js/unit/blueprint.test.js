import assert from "node:assert/strict";
import { test } from "node:test";
import { valveOf } from "../../../static/js/unit/blueprint.js";
import { LSTM, PHASES } from "../support/blueprints.js";

const { nodes: NODES, pipes: PIPES, valves: VALVES, wires: WIRES } = LSTM;

const ids = new Set(NODES.map(({ id }) => id));

test("there are six phases, in their order", () => {
  assert.deepEqual(
    PHASES.map(({ id }) => id),
    ["signals", "forget", "write", "merge", "output_valve", "output"],
  );
});

test("a gate is its own valve", () => {
  assert.deepEqual(
    VALVES.map(({ gate }) => valveOf(LSTM, /** @type {string} */ (gate)).id),
    VALVES.map(({ id }) => id),
  );
});

test("every pipe joins two nodes that exist, and no two things share an id", () => {
  assert.equal(ids.size, NODES.length);
  for (const { id, from, to } of PIPES) assert.ok(ids.has(from) && ids.has(to), id);
  assert.equal(new Set(PIPES.map(({ id }) => id)).size, PIPES.length);
  assert.equal(new Set(WIRES.map(({ id }) => id)).size, WIRES.length);
});

test("nothing is filled before what it comes from", () => {
  const phaseOf = Object.fromEntries(NODES.map(({ id, phase }) => [id, phase]));
  for (const { id, from, phase } of PIPES) assert.ok(phase >= phaseOf[from], id);
  for (const { id, from, phase } of WIRES.filter((wire) => wire.from in phaseOf)) assert.ok(phase >= phaseOf[from], id);
});

test("pipes carry memory only; x and h go to all four networks, as signals", () => {
  assert.deepEqual(
    PIPES.map(({ field }) => field),
    ["C_prev", "kept", "g", "added", "C", "C", "tanh_C", "h"],
  );
  for (const carried of ["x", "h_prev"]) {
    const ends = WIRES.filter(({ carries }) => carries === carried).map(({ to }) => to);
    assert.deepEqual(ends, ["forget_net", "write_net", "candidate_net", "output_net"]);
  }
});

test("forget and new-memory valve look at the old memory, the output valve at the new one", () => {
  const peepholes = WIRES.flatMap(({ peephole, carries, delayed, phase }) =>
    peephole ? [[peephole, carries, delayed ?? false, phase]] : [],
  );
  assert.deepEqual(peepholes, [
    ["f", "C_prev", true, 0],
    ["i", "C_prev", true, 0],
    ["o", "C", false, 4],
  ]);
});

test("the three valves stand in the order of the water, with the wire's names", () => {
  assert.deepEqual(
    VALVES.map(({ id, letter, gate }) => [id, letter, gate]),
    [
      ["forget", "f", "forget"],
      ["write", "i", "input"],
      ["output", "o", "output"],
    ],
  );
});
