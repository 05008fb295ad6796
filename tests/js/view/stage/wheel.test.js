import assert from "node:assert/strict";
import { test } from "node:test";
import { angleBetween } from "../../../../static/js/view/stage/wheel.js";

const HUB = { x: 100, y: 50 };
/** @param {number} degrees clockwise from the right @param {number} [radius] */
const at = (degrees, radius = 20) => ({
  clientX: HUB.x + radius * Math.cos((degrees * Math.PI) / 180),
  clientY: HUB.y + radius * Math.sin((degrees * Math.PI) / 180),
});

test("a hand comes around a hub the shorter way, clockwise or back, at any distance", () => {
  for (const [from, to, expected] of [
    [0, 30, 30],
    [30, 0, -30],
    [170, -170, 20],
    [-170, 170, -20],
    [90, 250, 160],
  ]) {
    const angle = Number(angleBetween(HUB, at(from), at(to, 70)));
    assert.ok(Math.abs(angle - expected) < 1e-9, `${from} to ${to}: ${angle}`);
  }
});

test("a hand at the hub itself has no angle", () => {
  assert.equal(angleBetween(HUB, at(0, 2), at(90)), null);
  assert.equal(angleBetween(HUB, at(0), at(90, 2)), null);
});
