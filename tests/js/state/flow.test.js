import assert from "node:assert/strict";
import { test } from "node:test";
import { flow, liveliest } from "../../../static/js/state/flow.js";
import { LSTM, PHASES } from "../support/blueprints.js";
import { randomTrace } from "../support/sample.js";

const trace = randomTrace({ steps: 5, units: 4, seed: 3 });

test("after the last phase every pipe holds the trace's number", () => {
  for (let step = 0; step < 5; step++) {
    for (let unit = 0; unit < 4; unit++) {
      const { pipes, valves } = flow(LSTM, trace, step, PHASES.length - 1, unit);
      assert.deepEqual(pipes, {
        old: trace.C_prev[step][unit],
        kept: trace.kept[step][unit],
        candidate: trace.g[step][unit],
        added: trace.added[step][unit],
        memory: trace.C[step][unit],
        branch: trace.C[step][unit],
        squeezed: trace.tanh_C[step][unit],
        out: trace.h[step][unit],
      });
      assert.deepEqual(valves, {
        forget: trace.f[step][unit],
        write: trace.i[step][unit],
        output: trace.o[step][unit],
      });
    }
  }
});

test("a place is empty until its phase has come", () => {
  /** @param {number} phase */
  const filled = (phase) => {
    const { pipes, valves } = flow(LSTM, trace, 2, phase, 1);
    return [...Object.entries(pipes), ...Object.entries(valves)].flatMap(([id, value]) => (value === null ? [] : [id]));
  };
  assert.deepEqual(filled(0), ["old", "candidate", "forget", "write"]);
  assert.deepEqual(filled(1), ["old", "kept", "candidate", "forget", "write"]);
  assert.deepEqual(filled(2), ["old", "kept", "candidate", "added", "forget", "write"]);
  assert.deepEqual(filled(3), ["old", "kept", "candidate", "added", "memory", "branch", "forget", "write"]);
  assert.deepEqual(filled(4), ["old", "kept", "candidate", "added", "memory", "branch", "forget", "write", "output"]);
});

test("the liveliest units are those whose memory moves most, in their own order", () => {
  const C = [
    [0, 5, 1, -1],
    [0, 5, 2, 1],
    [0, 5, 1, -1],
  ];
  const still = { ...trace, C0: [0, 5, 1, 0], C, C_prev: [[0, 5, 1, 0], ...C.slice(0, 2)] };
  assert.deepEqual(liveliest(LSTM, still, 2), [2, 3]);
  assert.deepEqual(liveliest(LSTM, still, 3), [0, 2, 3], "a tie goes to the first");
  assert.deepEqual(liveliest(LSTM, still, 9), [0, 1, 2, 3]);
});
