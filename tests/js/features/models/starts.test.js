import assert from "node:assert/strict";
import { test } from "node:test";
import { readStates } from "../../../../static/js/features/models/starts.js";

test("states are read line by line, whatever separates their numbers", () => {
  const rows = [
    [0.5, -1, 2],
    [0, 1e-7, 3],
  ];
  for (const text of ["0.5 -1 2\n0 1e-7 3", "0.5, -1, 2\n\n0,1e-7,3\n", "0.5;-1;2\n0\t1e-7\t3"])
    assert.deepEqual(readStates(text, [3, 3]), { rows });
});

test("what does not fit is named with its line", () => {
  assert.deepEqual(readStates("1 2", [2, 2]), { fault: "models.starts.lines", values: { found: 1, lines: 2 } });
  assert.deepEqual(readStates("1 2\n3", [2, 2]), {
    fault: "models.starts.width",
    values: { line: 2, found: 1, units: 2 },
  });
  assert.deepEqual(readStates("1 two", [2]), { fault: "models.starts.number", values: { line: 1, cell: "two" } });
});
