import assert from "node:assert/strict";
import { test } from "node:test";
import { liquidOf } from "../../../../static/js/state/liquids.js";
import { domOf } from "../../../../static/js/view/base/dom.js";
import { mountWater } from "../../../../static/js/view/stage/water.js";
import { LSTM } from "../../support/blueprints.js";
import { newPlace } from "../../support/page.js";
import { random } from "../../support/random.js";
import { openState, randomTrace } from "../../support/sample.js";

const UNITS = [0, 1, 2];
const { wide: WIDE } = /** @type {NonNullable<typeof LSTM.layouts.pipe>} */ (LSTM.layouts.pipe);
const STEPS = 4;
const WORDS = { title: () => "", full: () => "" };
/** @typedef {{value: number, width: number, fills: number}} Drawn */

/** Two of which the larger is drawn thinner, if there are any. @param {readonly Drawn[]} all @returns {Drawn[]|null} */
function liars(all) {
  for (const fills of new Set(all.map((each) => each.fills))) {
    const same = all.filter((each) => each.fills === fills);
    same.sort((a, b) => Math.abs(a.value) - Math.abs(b.value));
    const at = same.findIndex(({ width }, index) => index > 0 && width < same[index - 1].width - 1e-9);
    if (at > 0) return [same[at - 1], same[at]];
  }
  return null;
}

/** A run whose amounts are those of a random one, some times as large. @param {number} seed @param {number} times */
function run(seed, times) {
  const trace = randomTrace({ steps: STEPS, units: UNITS.length, seed });
  const grown = Object.entries(trace)
    .filter(([name]) => ["C", "C_prev", "kept", "added", "g"].includes(name))
    .map(([name, rows]) => [name, rows.map((/** @type {number[]} */ row) => row.map((value) => value * times))]);
  return { ...trace, ...Object.fromEntries(grown) };
}

test("whatever hands have done, of two drawn values the larger is never drawn thinner, in any step", () => {
  const chance = random(11);
  for (let attempt = 0; attempt < 40; attempt++) {
    const untouched = run(2 * attempt + 1, chance.number(0.02, 6));
    const held = run(2 * attempt + 2, chance.number(0.02, 30));
    const pins = [{ gate: /** @type {const} */ ("forget"), value: chance.number(), units: [chance.below(3)] }];
    const state = openState({ shown: UNITS, trace: held, untouched, pins });
    const liquid = liquidOf(state);
    const { bodies, update } = mountWater(domOf(newPlace()), LSTM, WIDE, UNITS, () => {});
    /** @type {Drawn[]} */
    const all = [];
    for (let step = 0; step < STEPS; step++) {
      const pipes = UNITS.map((unit) => liquid.of(step, 5, unit));
      const ghosts = liquid.ghost && UNITS.map((unit) => /** @type {any} */ (liquid.ghost)(step, 5, unit));
      update({ pipes, ghosts, tints: null, scale: liquid.scale }, WORDS);
      for (const kind of ["lane", "ghost"])
        for (const path of bodies.querySelectorAll(`.${kind}`)) {
          const value = Number(path.getAttribute("data-value"));
          const fills = liquid.scale.of(
            String(path.getAttribute("data-pipe")),
            UNITS.indexOf(Number(path.getAttribute("data-unit"))),
          );
          all.push({ value, width: Number(path.getAttribute("stroke-width")), fills });
        }
    }
    assert.ok(all.length > 100);
    assert.equal(liars(all), null, `attempt ${attempt}`);
  }
});

test("a drawing that lies is found", () => {
  const honest = [
    { value: -0.5, width: 10, fills: 1 },
    { value: 0.2, width: 4, fills: 1 },
    { value: 3, width: 6, fills: 10 },
  ];
  assert.equal(liars(honest), null);
  assert.deepEqual(liars([...honest, { value: 0.6, width: 9, fills: 1 }]), [
    honest[0],
    { value: 0.6, width: 9, fills: 1 },
  ]);
});

test("a strand whose water stays is not written again, one whose water changes is", () => {
  const state = openState({ shown: UNITS, trace: run(5, 1) });
  const liquid = liquidOf(state);
  const pipes = UNITS.map((unit) => liquid.of(1, 5, unit));
  const { bodies, update } = mountWater(domOf(newPlace()), LSTM, WIDE, UNITS, () => {});
  update({ pipes, ghosts: null, tints: null, scale: liquid.scale }, WORDS);
  /** @type {string[]} */
  const touched = [];
  for (const path of bodies.querySelectorAll(".lane")) {
    const { getAttribute } = path;
    path.getAttribute = (name) => {
      if (name === "stroke-width")
        touched.push(`${getAttribute.call(path, "data-pipe")} ${getAttribute.call(path, "data-unit")}`);
      return getAttribute.call(path, name);
    };
  }
  const [first, ...others] = pipes;
  update({ pipes: [{ ...first, kept: 0.125 }, ...others], ghosts: null, tints: null, scale: liquid.scale }, WORDS);
  assert.deepEqual(touched, ["kept 0"]);
  const kept = [...bodies.querySelectorAll(".lane")].find((path) => path.getAttribute("data-pipe") === "kept");
  assert.equal(kept?.getAttribute("data-value"), "0.125");
});
