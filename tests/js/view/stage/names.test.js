import assert from "node:assert/strict";
import { test } from "node:test";
import { domOf } from "../../../../static/js/view/base/dom.js";
import { mountNames } from "../../../../static/js/view/stage/names.js";
import { LSTM } from "../../support/blueprints.js";
import { newPlace } from "../../support/page.js";

const { wide, tall } = /** @type {NonNullable<typeof LSTM.layouts.pipe>} */ (LSTM.layouts.pipe);

const { wide: box } = /** @type {NonNullable<typeof LSTM.layouts.box>} */ (LSTM.layouts.box);

/** The numbers at the ends of the lanes. @param {typeof wide} layout @param {number} peak of the memory @param {number} [lanes] */
function numbered(layout, peak, lanes = 2) {
  const shown = Array.from({ length: lanes }, (_, index) => index + 8);
  const rows = [Array(12).fill(peak)];
  const trace = Object.fromEntries(LSTM.fields.map(({ name }) => [name, rows]));
  const preset = { unit_names: Array(12).fill({ en: "" }) };
  const state = {
    blueprint: "lstm",
    preset,
    shown,
    unit: 0,
    trace: { ...trace, C0: rows[0] },
    pins: [],
    edits: [],
    emptied: [],
  };
  const messages = /** @type {any} */ ({ pick: (/** @type {{en: string}} */ { en }) => en });
  const { group, update } = mountNames(domOf(newPlace()), /** @type {any} */ (state), layout, messages);
  group.closest = () => null;
  update(/** @type {any} */ (state));
  return [...group.querySelectorAll(".end-lane")].map((text) => [text.getAttribute("data-of"), text.textContent]);
}

test("below a lid lanes have their numbers at their ends, as far as these are not cut by the picture's edge", () => {
  const right = ["new", "out"].flatMap((end) => ["9", "10"].map((number) => [end, number]));
  assert.deepEqual(numbered(box, 1), [["old", "9"], ["old", "10"], ...right]);
  assert.deepEqual(numbered(box, 150), right, "amounts of hundreds leave no room at the left");
  assert.deepEqual([numbered(box, 1, 1), numbered(wide, 1)], [[], []], "one lane needs none, nor do lanes with names");
});

/** What is written on the lanes, without their numbers. @param {typeof wide} layout @param {readonly string[]} names */
function written(layout, names) {
  const messages = /** @type {any} */ ({ pick: (/** @type {{en: string}} */ { en }) => en });
  const shown = names.map((_, unit) => unit);
  const state = /** @type {any} */ ({ preset: { unit_names: names.map((en) => ({ en })) }, shown, unit: 0 });
  const { group, update } = mountNames(domOf(newPlace()), state, layout, messages);
  group.closest = () => null; // no canvas: letters are as large as the style sheets say
  update(state);
  return [...group.querySelectorAll(".lane-name")]
    .map((text) => text.textContent?.replace(/^\d ?/, ""))
    .filter(Boolean);
}

test("upright names are as long as their own lane is free, so most are whole on a phone", () => {
  const two = ["profit, negated", "sold"];
  assert.deepEqual(written(tall, two), two);
  const four = ["passing", "falls after d", "step counter", "falls but after a"];
  const [first, second, third, last] = written(tall, four);
  assert.deepEqual([first, second, third], four.slice(0, 3));
  assert.ok(last?.endsWith("…") && four[3].startsWith(last.slice(0, -1)), "it joins last and forks first");
  assert.deepEqual(written(wide, four), four, "lying names have room");
});
