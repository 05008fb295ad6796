import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryColumns } from "../../../../static/js/pages/board/columns.js";
import { few, GRAMMAR, INITIAL, reduceBoard } from "../../../../static/js/pages/board/state.js";
import "../../support/blueprints.js";
import { openState } from "../../support/sample.js";

test("a column is as high as its memory, from zero up or down, and no higher than its lane", () => {
  assert.deepEqual(
    memoryColumns(
      [
        [9, 0.5],
        [9, -2],
        [9, 0],
        [9, 8],
      ],
      1,
      4,
    ),
    [
      { top: -0.125, height: 0.125, sign: "positive" },
      { top: 0, height: 0.5, sign: "negative" },
      { top: 0, height: 0, sign: "positive" },
      { top: -1, height: 1, sign: "positive" },
    ],
  );
});

test("of many lanes, four neighbours are drawn, the one in the spotlight among them", () => {
  const shown = [0, 1, 2, 3, 4, 5, 6, 7];
  assert.deepEqual(few({ shown, unit: 0 }), [0, 1, 2, 3]);
  assert.deepEqual(few({ shown, unit: 3 }), [2, 3, 4, 5]);
  assert.deepEqual(few({ shown, unit: 7 }), [4, 5, 6, 7]);
  assert.deepEqual(few({ shown, unit: 99 }), [0, 1, 2, 3]);
});

test("another moment of the same run needs no other run; another run does", () => {
  const state = /** @type {any} */ ({ ...INITIAL, ...openState() });
  /** @param {string} more */
  const follow = (more) =>
    reduceBoard(state, { type: "follow", place: GRAMMAR.fromAddress(`${GRAMMAR.toAddress(state)}&${more}`) });
  const same = GRAMMAR.toAddress(state)
    .replace(/step=\d+/, "step=3")
    .replace(/phase=\w+/, "phase=merge");
  const moved = reduceBoard(state, { type: "follow", place: GRAMMAR.fromAddress(same) });
  assert.deepEqual([moved.step, moved.phase, moved.trace], [2, 3, state.trace]);
  assert.equal(follow("pins=forget:0::2-").trace, null);
  const other = GRAMMAR.toAddress(state).replace(/model=[\w-]+/, "model=another");
  assert.equal(reduceBoard(state, { type: "follow", place: GRAMMAR.fromAddress(other) }).wanted, "another");
});

test("the dye of an address is followed; what an older one has tinted goes", () => {
  const state = /** @type {any} */ ({ ...INITIAL, ...openState(), dye: null });
  /** @param {any} from @param {string} more */
  const follow = (from, more) =>
    reduceBoard(from, { type: "follow", place: GRAMMAR.fromAddress(`${GRAMMAR.toAddress(state)}${more}`) });
  const dyed = follow(state, "&dye=2");
  assert.deepEqual([dyed.dye, dyed.trace, dyed.tinted], [1, state.trace, null]);
  const tinted = reduceBoard(dyed, {
    type: "tinted",
    tinted: { of: /** @type {any} */ (dyed.trace), step: 1, fields: {} },
  });
  assert.equal(tinted.tinted?.step, 1);
  assert.equal(follow(tinted, "&dye=2").tinted, tinted.tinted);
  assert.deepEqual([follow(tinted, "&dye=3").dye, follow(tinted, "&dye=3").tinted], [2, null]);
  assert.deepEqual([follow(tinted, "").dye, follow(tinted, "").tinted], [null, null]);
  const other = GRAMMAR.toAddress({ ...state, dye: 1 }).replace(/model=[\w-]+/, "model=another");
  assert.equal(reduceBoard(tinted, { type: "follow", place: GRAMMAR.fromAddress(other) }).dye, 1);
});
