import assert from "node:assert/strict";
import { test } from "node:test";

import { fromShares, nearest, toShares } from "../../../../static/js/pages/seat/places.js";
import { drawValve, openingAt } from "../../../../static/js/pages/seat/valve_picture.js";
import { blueprintNamed } from "../../../../static/js/unit/blueprint.js";
import { domOf } from "../../../../static/js/view/base/dom.js";
import { newPlace } from "../../support/page.js";
import "../../support/blueprints.js";

const { wide, tall } = /** @type {any} */ (blueprintNamed("lstm").layouts.pipe);
const near = (/** @type {readonly number[]} */ a, /** @type {readonly number[]} */ b) => {
  a.forEach((value, index) => {
    assert.ok(Math.abs(value - b[index]) < 1e-9, `${a} is not ${b}`);
  });
};

test("a part that is tapped in the tall drawing is the same part in the wide one, and comes back", () => {
  for (const id of Object.keys(wide.nodes)) {
    const shares = toShares(tall, wide, tall.nodes[id].at);
    near([wide.origin[0] + shares[0] * wide.size[0], wide.origin[1] + shares[1] * wide.size[1]], wide.nodes[id].at);
    near(fromShares(tall, wide, shares), tall.nodes[id].at);
    near(toShares(wide, wide, wide.nodes[id].at), shares);
    assert.equal(nearest(tall, tall.nodes[id].at), id);
  }
});

test("what is beside a part is as far beside it, and shares stay within the picture", () => {
  const [x, y] = tall.nodes.forget.at;
  const [u, v] = toShares(tall, wide, [x + 5, y - 3]);
  near(
    [
      u * wide.size[0] + wide.origin[0] - wide.nodes.forget.at[0],
      v * wide.size[1] + wide.origin[1] - wide.nodes.forget.at[1],
    ],
    [5, -3],
  );
  assert.deepEqual(toShares(wide, wide, [-500, 9000]), [0, 1]);
});

test("the blades of a valve are as far apart as it is open; the class's answers lie at their edges", () => {
  const valve = drawValve(domOf(newPlace()));
  const blades = () =>
    [...valve.element.querySelectorAll(".blade")].map((blade) =>
      ["y", "height"].map((name) => Number(blade.getAttribute(name))),
    );
  valve.open(0.25);
  assert.deepEqual(blades(), [
    [10, 52.5],
    [97.5, 52.5],
  ]);
  valve.open(1);
  assert.deepEqual(
    blades().map(([, height]) => height),
    [0, 0],
  );
  assert.equal(openingAt(17.5 / 160), 0.25);
  assert.equal(openingAt(0.5), 1);

  valve.tell([{ from: 0.2, to: 0.3, people: 2 }], [{ from: 0.5, to: 0.6, people: 4 }], 0.25);
  const [above, below] = [...valve.element.querySelectorAll(".crowd")].map((bar) => [
    Number(bar.getAttribute("y")),
    Number(bar.getAttribute("width")),
  ]);
  assert.deepEqual(above, [59.5, 72]);
  assert.deepEqual(below, [94.5, 72]);
  const [earlier] = valve.element.querySelectorAll(".crowd-before");
  assert.equal(earlier.getAttribute("width"), "144");
  assert.match(String(valve.element.querySelector(".valve-truth")?.getAttribute("d")), /^M50 62\.5H.*M50 97\.5H/);
});
