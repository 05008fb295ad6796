import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn, placeIn } from "../../../../static/js/features/classroom/documents.js";
import {
  bare,
  isJoining,
  joiningAddress,
  originIn,
  shownAddress,
} from "../../../../static/js/features/classroom/joining.js";

const ORIGIN = "http://pipe.example:8000";

test("the address of a state says where phones reach the server, and what is shown", () => {
  assert.equal(joiningAddress(ORIGIN), "/join?at=http%3A%2F%2Fpipe.example%3A8000");
  const shown = shownAddress("model=lanes&step=4", ORIGIN);
  assert.equal(originIn(joiningAddress(ORIGIN), "x"), ORIGIN);
  assert.equal(originIn(shown, "x"), ORIGIN);
  assert.equal(placeIn(shown), "model=lanes&step=4");
  assert.deepEqual([joiningAddress(ORIGIN), "/", "/join"].map(isJoining), [true, true, true]);
  assert.deepEqual([shown, "/joint", "/lab#x?at=1"].map(isJoining), [false, false, false]);
  assert.equal(bare(ORIGIN), "pipe.example:8000");
});

test("an address that is not one of a server is not shown to a class", () => {
  for (const at of ["javascript:alert(1)", "http://a.test b", "http://x.test/path", "//evil", ""])
    assert.equal(originIn(`/join?${new URLSearchParams({ at })}`, "http://own.test"), "http://own.test");
  assert.equal(originIn("/lab#step=3?at=http://x.test", "http://own.test"), "http://own.test");
  assert.equal(placeIn("/lab"), "");
});

test("a code is four consonants at the end of a path, in upper or lower case", () => {
  assert.deepEqual(["/desk/BCDF", "/zh/board/kxmp", "/BCDF"].map(codeIn), ["BCDF", "KXMP", "BCDF"]);
  assert.deepEqual(["/desk", "/desk/BCD", "/desk/BCDE", "/desk/BCDFG", "/"].map(codeIn), [
    null,
    null,
    null,
    null,
    null,
  ]);
});
