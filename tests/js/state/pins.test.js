import assert from "node:assert/strict";
import { test } from "node:test";
import { holder, holdsAt, isOverridden, release, span, turn } from "../../../static/js/state/pins.js";

/** @typedef {import("../../../static/js/data/types.js").Pin} Pin */

/** @type {Pin[]} */
const PINS = [
  { gate: "forget", value: 0.1 },
  { gate: "forget", value: 0.2, units: [0, 1], from: 2 },
  { gate: "input", value: 0.3, units: [1], from: 3, to: 3 },
  { gate: "forget", value: 0.4, units: [1], to: 4 },
];

test("a scope says which steps a pin holds", () => {
  assert.deepEqual(span("step", 3), { from: 3, to: 3 });
  assert.deepEqual(span("onward", 3), { from: 3 });
  assert.deepEqual(span("all", 3), {});
});

test("both ends of a pin hold", () => {
  /** @type {Pin} */
  const pin = { gate: "output", value: 1, from: 2, to: 4 };
  assert.deepEqual(
    [1, 2, 4, 5].map((step) => holdsAt(pin, step)),
    [false, true, true, false],
  );
  assert.deepEqual(
    [0, 99].map((step) => holdsAt({ gate: "output", value: 1 }, step)),
    [true, true],
  );
});

test("the newest pin that covers a place holds it", () => {
  assert.equal(holder(PINS, "forget", 2, 5), 0);
  assert.equal(holder(PINS, "forget", 0, 1), 0);
  assert.equal(holder(PINS, "forget", 0, 2), 1);
  assert.equal(holder(PINS, "forget", 1, 4), 3);
  assert.equal(holder(PINS, "forget", 1, 5), 1);
  assert.equal(holder(PINS, "input", 1, 3), 2);
  assert.equal(holder(PINS, "input", 1, 4), -1);
  assert.equal(holder(PINS, "output", 0, 0), -1);
});

test("turning a valve again moves its pin to the top with the new value", () => {
  const turned = turn(PINS, { gate: "forget", value: 0.9, units: [0, 1], from: 2 });
  assert.deepEqual(
    turned.map(({ value }) => value),
    [0.1, 0.3, 0.4, 0.9],
  );
  assert.deepEqual(turn(PINS, { gate: "forget", value: 0.9, units: [0], from: 2 }).length, 5);
  assert.deepEqual(
    PINS.map(({ value }) => value),
    [0.1, 0.2, 0.3, 0.4],
    "the list before is untouched",
  );
});

test("releasing takes away every pin that holds the place, and no other", () => {
  assert.deepEqual(release(PINS, "forget", 1, 3), [PINS[2]]);
  assert.deepEqual(release(PINS, "forget", 2, 3), PINS.slice(1));
  assert.deepEqual(release(PINS, "forget", null, 1), [PINS[1], PINS[2]]);
  assert.deepEqual(release(PINS, "output", null, 1), PINS);
});

test("a pin has no effect if later ones hold its valve at each of its steps, for each of its units", () => {
  /** @type {Pin[]} */
  const pins = [
    { gate: "forget", value: 0, from: 3, to: 3 },
    { gate: "forget", value: 1, units: [0, 1] },
    { gate: "input", value: 1 },
  ];
  assert.equal(isOverridden(pins, 0, 6, 3), false, "the third lane is not held later");
  assert.equal(isOverridden(pins, 0, 6, 2), true);
  assert.equal(isOverridden(pins, 1, 6, 2), false);
  assert.equal(isOverridden(pins, 2, 6, 2), false);
  assert.equal(
    isOverridden(
      [
        { gate: "forget", value: 0 },
        { gate: "forget", value: 1, from: 1 },
      ],
      0,
      6,
      2,
    ),
    false,
  );
  assert.equal(isOverridden([{ gate: "forget", value: 0, from: 9 }], 0, 6, 2), false, "the run is too short for it");
});
