import assert from "node:assert/strict";
import { test } from "node:test";
import { domOf } from "../../../../static/js/view/base/dom.js";
import { mountTank } from "../../../../static/js/view/stage/fittings.js";
import { LSTM } from "../../support/blueprints.js";
import { newPlace } from "../../support/page.js";

const { wide, tall } = /** @type {NonNullable<typeof LSTM.layouts.cell>} */ (LSTM.layouts.cell);

/** What stands in the tank beside its columns. @param {typeof wide} layout @param {readonly number[]} values */
function written(layout, values) {
  const tank = mountTank(
    domOf(newPlace()),
    layout,
    values.map((_, unit) => unit),
  );
  tank.update(
    values.map((memory) => ({ memory })),
    null,
    values.map(() => 20),
  );
  return [...tank.group.querySelectorAll(".column-value")].map((text) => text.textContent);
}

test("numbers in the tank are as exact as their columns leave room for, so that neighbours never touch", () => {
  const four = [0.724, -0.561, 0.427, -12.34];
  assert.deepEqual(written(wide, four), ["0.72", "0.56", "0.43", "12.3"]);
  assert.deepEqual(written(tall, four), ["0.7", "0.6", "0.4", "12"]);
  assert.deepEqual(written(wide, [...four, ...four]), Array(8).fill(""), "the table has them");
});

test("no number but 0 is written as 0 in the tank", () => {
  const small = [0, -0.04, 0.0049, -0.0003];
  assert.deepEqual(written(wide, small), ["0.00", "0.04", ".005", "≈0"]);
  assert.deepEqual(written(tall, small), ["0.0", ".04", "≈0", "≈0"]);
});

test("a number stands above its column, or below that of a negative memory", () => {
  const tank = mountTank(domOf(newPlace()), wide, [0, 1]);
  tank.update([{ memory: 0.5 }, { memory: -0.5 }], null, [1, 1]);
  const zero = wide.tank.at[1] + wide.tank.size[1] / 2;
  const [above, below] = [...tank.group.querySelectorAll(".column-value")].map((text) =>
    Number(text.getAttribute("y")),
  );
  assert.ok(above < zero - 10 && below > zero + 10);
});
