import assert from "node:assert/strict";
import { test } from "node:test";
import { toggled } from "../../../../../static/js/features/models/map/map.js";

test("a unit gets a lane while there is room, and loses it unless it is the last", () => {
  assert.deepEqual(toggled([4, 7], 1), { units: [4, 7, 1], says: "added" });
  assert.deepEqual(toggled([4, 7], 4), { units: [7], says: "taken_away" });
  assert.deepEqual(toggled([4], 4), { says: "last" });
  assert.deepEqual(toggled([0, 1, 2, 3, 4, 5, 6, 7], 9), { says: "full" });
  assert.deepEqual(toggled([0, 1, 2, 3, 4, 5, 6, 7], 5), { units: [0, 1, 2, 3, 4, 6, 7], says: "taken_away" });
});
