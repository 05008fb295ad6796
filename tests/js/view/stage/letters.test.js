import assert from "node:assert/strict";
import { test } from "node:test";
import { numberPlaces, sizesOf } from "../../../../static/js/view/stage/blades.js";
import { areCrowded, MOST, numberPitch } from "../../../../static/js/view/stage/letters.js";
import { GRU, LSTM } from "../../support/blueprints.js";

/** Digits in a typeface of fixed width, as parts of the size of their letters: how wide and how high they are. */
const DIGIT = { wide: 0.602 - 0.07, high: 0.73 };
/** Letters of a tall drawing, on the smallest phone that they are made for. */
const ON_PHONE = 13;

/** Each valve of each drawing: its layout, the direction of its flow, the size of the largest letters. */
const VALVES = [LSTM, GRU].flatMap(({ layouts, nodes }) =>
  Object.entries(layouts)
    .filter(([view]) => view !== "row")
    .flatMap(([, widths]) => Object.values(/** @type {Record<string, any>} */ (widths)))
    .flatMap((layout) =>
      nodes
        .filter(({ kind }) => kind === "valve")
        .map(({ id }) => ({
          layout,
          along: layout.nodes[id].along,
          letters: layout.name === "wide" ? MOST : ON_PHONE,
        })),
    ),
);

test("numbers of a valve do not touch each other, or only one of them is shown", () => {
  assert.ok(VALVES.length > 20);
  for (const { layout, along, letters } of VALVES)
    for (const count of [1, 2, 4, 6, 8]) {
      const { places, crowded } = numberPlaces(layout, along, count);
      if (layout.name === "wide") assert.equal(crowded, false);
      if (crowded) continue;
      const upright = along[0] === 0;
      for (const [k, one] of places.entries())
        for (const other of places.slice(k + 1)) {
          const [across, rows] = [Math.abs(one.v - other.v), Math.abs(one.row - other.row) * sizesOf(layout).row];
          const apart = upright
            ? across >= 4 * DIGIT.wide * letters || rows > DIGIT.high * letters + 1
            : across > DIGIT.high * letters + 1;
          assert.ok(apart, `${layout.name} ${count} ${along}: ${across} ${rows}`);
        }
    }
});

test("numbers at the ends of eight lanes are as far apart as the largest digits are high, and somewhat more", () => {
  assert.ok(numberPitch(12) > DIGIT.high * MOST + 1.3);
  assert.equal(numberPitch(24), 24);
  assert.deepEqual([areCrowded(12), areCrowded(9)], [false, true]);
});
