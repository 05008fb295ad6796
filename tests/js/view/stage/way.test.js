import assert from "node:assert/strict";
import { test } from "node:test";
import { knownBlueprints, stopsOf } from "../../../../static/js/unit/blueprint.js";
import { layoutFor } from "../../../../static/js/view/stage/layout.js";
import { between, isLate, layoutOf } from "../../../../static/js/view/stage/way.js";
import "../../support/blueprints.js";

/** @param {Record<string, unknown>} places @returns {any} */
const layout = (places) => ({ flanges: [], nodes: {}, pipes: {}, ...places });

test("at its ends a way is one of the two layouts itself", () => {
  const [from, to] = [layout({ bore: 10 }), layout({ bore: 20 })];
  assert.equal(between(from, to, 0), from);
  assert.equal(between(from, to, -0.5), from);
  assert.equal(between(from, to, 1), to);
  assert.equal(between(from, to, 1.5), to);
});

test("lengths and places go evenly, what is no length is that of the nearer end", () => {
  const from = layout({ name: "pipe", bore: 10, flip: 1, size: [100, 40], wheels: { f: { side: 1 } }, solid: 0 });
  const to = layout({ name: "cell", bore: 20, flip: -1, size: [300, 0], wheels: { f: { side: -1 } }, solid: 1 });
  assert.deepEqual(
    between(from, to, 0.25),
    layout({ name: "pipe", bore: 12.5, flip: 1, size: [150, 30], wheels: { f: { side: 1 } }, solid: 0.25 }),
  );
  assert.deepEqual(
    between(from, to, 0.75),
    layout({ name: "cell", bore: 17.5, flip: -1, size: [250, 10], wheels: { f: { side: -1 } }, solid: 0.75 }),
  );
});

test("a place that only one end has is there while that end is nearer", () => {
  const [from, to] = [layout({ labels: { old: { at: [0, 0] } } }), layout({ labels: {} })];
  assert.deepEqual(between(from, to, 0.4), from);
  assert.deepEqual(between(from, to, 0.6), to);
});

test("a line of fewer points is halved where it is longest until both have as many", () => {
  const from = layout({
    pipes: {
      old: [
        [0, 0],
        [8, 0],
      ],
    },
  });
  const to = layout({
    pipes: {
      old: [
        [0, 0],
        [4, 4],
        [6, 4],
        [8, 0],
      ],
    },
  });
  // [0 0] [8 0] -> a point at 4; then both halves are 4 long, and the first of them is halved: 0, 2, 4, 8.
  assert.deepEqual(between(from, to, 0.5).pipes.old, [
    [0, 0],
    [3, 2],
    [5, 2],
    [8, 0],
  ]);
});

test("a direction on its way is still of length 1", () => {
  const node = (/** @type {[number, number]} */ along, /** @type {[number, number]} */ into) => ({
    at: [0, 0],
    along,
    into,
  });
  const from = layout({ nodes: { joint: node([1, 0], [0, 1]) }, flanges: [{ at: [0, 0], along: [1, 0] }] });
  const to = layout({ nodes: { joint: node([0, 1], [0, 1]) }, flanges: [{ at: [9, 0], along: [0, 1] }] });
  const half = between(from, to, 0.5);
  const diagonal = [Math.SQRT1_2, Math.SQRT1_2];
  for (const along of [half.nodes.joint.along, half.flanges[0].along])
    for (const axis of [0, 1]) assert.ok(Math.abs(along[axis] - diagonal[axis]) < 1e-12);
  assert.deepEqual(half.nodes.joint.into, [0, 1]);
});

/** @typedef {import("../../../../static/js/state/app_state.js").View} View */

const WIDTHS = [1000, 320];
const GROUPS = /** @type {const} */ (["nodes", "nets", "pipes", "wires", "wheels", "plates", "badges"]);

test("an LSTM has three stops, a GRU has no Cell, and a plain network stays a pipe", () => {
  const stops = Object.fromEntries(knownBlueprints().map((unit) => [unit.name, stopsOf(unit)]));
  assert.deepEqual(stops, {
    lstm: ["pipe", "symbols", "cell"],
    gru: ["pipe", "symbols"],
    gru_reset_before: ["pipe", "symbols"],
    rnn: ["pipe"],
  });
});

test("at each stop, places are exactly those of its view", () => {
  for (const unit of knownBlueprints())
    for (const width of WIDTHS)
      for (const [index, view] of stopsOf(unit).entries()) {
        const layout = layoutFor(unit, view, width);
        assert.equal(layoutOf(unit, { view, between: null }, width), layout);
        assert.equal(layoutOf(unit, { view, between: index }, width), layout);
      }
});

test("on the way every part is there, as far from both ends as the slider is", () => {
  for (const unit of knownBlueprints())
    for (const width of WIDTHS)
      for (const [index, view] of stopsOf(unit).slice(0, -1).entries()) {
        const next = stopsOf(unit)[index + 1];
        const [from, to] = [view, next].map((stop) => layoutFor(unit, stop, width));
        for (const share of [0.02, 0.3, 0.5, 0.98]) {
          const way = layoutOf(unit, { view: share < 0.5 ? view : next, between: index + share }, width);
          for (const group of GROUPS)
            assert.deepEqual(Object.keys(way[group] ?? {}).sort(), Object.keys(from[group] ?? {}).sort());
          for (const [id, { at }] of Object.entries(way.nodes))
            for (const axis of [0, 1]) {
              const due = from.nodes[id].at[axis] * (1 - share) + to.nodes[id].at[axis] * share;
              assert.ok(Math.abs(at[axis] - due) < 1e-9, `${unit.name} ${id}`);
            }
          const symbols = from.symbols * (1 - share) + to.symbols * share;
          assert.ok(Math.abs(way.symbols - symbols) < 1e-12);
        }
      }
});

test("a place that is not on the way to the view is passed over", () => {
  const [lstm, gru] = knownBlueprints();
  /** @type {[typeof lstm, View, number][]} */
  const cases = [
    [lstm, "row", 0.4],
    [lstm, "box", 1.2],
    [lstm, "pipe", 1.6],
    [gru, "symbols", 1.4],
  ];
  for (const [unit, view, place] of cases)
    assert.equal(layoutOf(unit, { view, between: place }, 1000), layoutFor(unit, view, 1000));
});

test("a layout that the page did not bring is late when its view is shown, or the way to it", () => {
  const [lstm] = knownBlueprints();
  const brought = { ...lstm, layouts: { ...lstm.layouts, symbols: null } };
  for (const view of /** @type {const} */ (["pipe", "cell", "row"])) {
    assert.equal(isLate(brought, { view, between: null }), false);
    assert.equal(isLate(brought, { view, between: 0.3 }), true);
    assert.equal(isLate(lstm, { view, between: 0.3 }), false);
  }
  assert.equal(isLate(brought, { view: "symbols", between: null }), true);
  assert.equal(layoutFor(brought, "symbols", 1000), layoutFor(lstm, "pipe", 1000), "the pipe, until it is there");
});
