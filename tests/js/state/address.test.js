import assert from "node:assert/strict";
import { test } from "node:test";
import { fromAddress, toAddress } from "../../../static/js/state/address.js";
import { SPEEDS, STRIDES, VIEWS } from "../../../static/js/state/choices.js";
import { FIELDS } from "../../../static/js/state/fields.js";
import { PHASES } from "../support/blueprints.js";
import { random } from "../support/random.js";
import { openState, textPreset } from "../support/sample.js";

test("an example is written by its name, steps and lanes counted from 1", () => {
  const state = openState({
    step: 2,
    phase: 3,
    unit: 1,
    pins: [
      { gate: "forget", value: 0.25, units: [0, 2], from: 2 },
      { gate: "output", value: 1 },
      { gate: "input", value: 0, units: [1], from: 1, to: 3 },
    ],
  });
  assert.equal(
    toAddress(state),
    "model=numbers&example=long&step=3&phase=merge&pins=forget:0.25:1,3:3-+output:1::+input:0:2:2-4&unit=2",
  );
});

test("the user's own cells are written as typed, including characters that separate cells", () => {
  const state = openState({
    example: null,
    cells: [
      ["0.5", "1,5"],
      ["", "a;b%"],
    ],
  });
  const place = fromAddress(toAddress(state));
  assert.deepEqual(place.cells, [
    ["0.5", "1,5"],
    ["", "a;b%"],
  ]);
  assert.equal(place.example, null);
});

test("the user's own text may contain characters with a meaning in addresses", () => {
  const state = openState({ preset: textPreset(), wanted: "letters", example: null, cells: [], text: "(a)+& =#%2C中" });
  assert.equal(fromAddress(toAddress(state)).text, "(a)+& =#%2C中");
});

test("every state that the address holds comes back", () => {
  const { number, below, pick, chance } = random(7);
  for (let round = 0; round < 300; round++) {
    const own = chance();
    const ascending = () => [0, 1, 2].filter(() => chance(0.6));
    const pins = Array.from({ length: below(4) }, () => {
      const units = ascending();
      const from = chance() ? below(9) : undefined;
      const to = chance() ? below(9) : undefined;
      return {
        gate: pick(/** @type {const} */ (["forget", "input", "output"])),
        value: number(),
        ...(units.length ? { units } : {}),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
    });
    const shown = ascending();
    const held = {
      example: own ? null : pick(["short", "long"]),
      step: below(500),
      phase: below(PHASES.length),
      view: pick(VIEWS),
      between: pick([null, 0.02, 0.5, 1.98]),
      ...pick([
        { backward: false, output: { step: null, unit: null } },
        { backward: true, output: { step: pick([null, below(500)]), unit: pick([null, below(9)]) } },
      ]),
      spotlight: pick(/** @type {const} */ ([null, "forget", "write", "merge", "output"])),
      built: pick([null, ["pipe"], ["pipe", "forget", "nets"]]),
      pins,
      edits: Array.from({ length: below(4) }, () => ({
        gate: pick(/** @type {const} */ (["f", "i", "g", "o"])),
        ...pick(
          /** @type {const} */ ([
            { part: "W", at: [2, 1] },
            { part: "U", at: [0, 9] },
            { part: "b", at: [1] },
          ]),
        ),
        value: pick([number(-3, 3), 1e-7, -4e8]),
      })),
      emptied: ascending(),
      unit: below(3),
      gate: pick([null, .../** @type {const} */ (["f", "i", "g", "o"])]),
      scope: pick(/** @type {const} */ (["step", "onward", "all"])),
      speed: pick(SPEEDS),
      stride: pick(STRIDES),
      ...(shown.length ? { shown, chosen: true } : {}),
    };
    const cells = Array.from({ length: 1 + below(5) }, () => [
      String(number(-9, 9)),
      pick(["1e-7", " 2 ", "x y", "−3", "&=#?", ""]),
    ]);
    const place = fromAddress(`#${toAddress(openState({ shown: [0, 1, 2], ...held, cells }))}`);
    assert.deepEqual(place, {
      wanted: "numbers",
      blueprint: "lstm",
      text: "",
      names: [],
      labels: [],
      ids: [],
      embedding: "",
      starts: {},
      cells: own ? cells : [],
      ...held,
    });
  }
});

test("an empty address is the beginning, and says nothing of the lanes, which then follow from the model", () => {
  const spelt = Object.entries(FIELDS).filter(([key, { address }]) => address && key !== "shown" && key !== "chosen");
  assert.ok(spelt.length > 20);
  assert.deepEqual(fromAddress(""), Object.fromEntries(spelt.map(([key, { initial }]) => [key, initial])));
});

test("what cannot be understood is left out, the rest is kept", () => {
  const place = fromAddress(
    "model=lanes&step=0&phase=nowhere&unit=-2&valve=z&hold=ever&speed=9&lanes=x,2&pins=forget:0.5::+input:2::+door:1::+output:::+input:0.1:x:4-",
  );
  assert.equal(place.step, 0);
  assert.equal(place.phase, 0);
  assert.equal(place.unit, 0);
  assert.equal(place.gate, null);
  assert.equal(place.scope, "onward");
  assert.equal(place.speed, 1);
  assert.deepEqual(place.shown, [1]);
  assert.deepEqual(place.pins, [
    { gate: "forget", value: 0.5 },
    { gate: "input", value: 0.1, from: 3 },
  ]);
});

test("an address names its unit, where that is no LSTM, and its phases and gates are that unit's", () => {
  const state = openState({
    blueprint: "gru",
    phase: 1,
    gate: "r",
    pins: [{ gate: "update", value: 0.5, from: 1 }],
    edits: [{ gate: "n", part: "bU", at: [1], value: 2 }],
  });
  const address = toAddress(state);
  assert.equal(
    address,
    "model=numbers&blueprint=gru&example=long&step=1&phase=reset&pins=update:0.5::2-&w=n.bU.2:2&valve=r",
  );
  const { blueprint, phase, gate, pins, edits } = fromAddress(address);
  assert.deepEqual(
    { blueprint, phase, gate, pins, edits },
    {
      blueprint: "gru",
      phase: 1,
      gate: state.gate,
      pins: state.pins,
      edits: state.edits,
    },
  );
  assert.deepEqual(
    fromAddress(address.replace("blueprint=gru&", "")),
    fromAddress(address),
    "a link that names no unit is of the one whose names it uses",
  );
  const foreign = fromAddress(address.replace("blueprint=gru", "blueprint=lstm"));
  assert.deepEqual([foreign.phase, foreign.gate, foreign.pins, foreign.edits], [0, null, [], []]);
});
