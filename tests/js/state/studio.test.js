import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOut, partsIn, queryOf, STUDIO, STUDIO_PARTS } from "../../../static/js/state/studio.js";

test("a link names the parts that are there; without names all are", () => {
  assert.equal(partsIn("?x=1"), null);
  assert.deepEqual(leftOut(null), []);
  assert.deepEqual(partsIn("?only=timeline,steps,walls"), ["steps", "timeline"]);
  assert.deepEqual(partsIn("?only="), []);
  assert.equal(queryOf(["steps", "timeline"]), "?only=steps,timeline");
  assert.equal(queryOf(STUDIO_PARTS), "");
  for (const part of STUDIO_PARTS) assert.deepEqual(partsIn(queryOf([part])), [part]);
});

test("what is not named is left out, place by place", () => {
  const gone = leftOut(["steps", "timeline"]);
  assert.deepEqual(
    [gone.includes("transport"), gone.includes("timeline"), gone.includes("weights")],
    [false, false, true],
  );
  assert.equal(leftOut([]).length, Object.values(STUDIO).flat().length);
});
