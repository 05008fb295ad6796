import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessages } from "../../../static/js/data/messages.js";
import { domOf } from "../../../static/js/view/base/dom.js";
import { mountReadout } from "../../../static/js/view/panels/readout.js";
import { mountWhy } from "../../../static/js/view/panels/why.js";
import { mountValve } from "../../../static/js/view/stage/valve.js";
import { LSTM } from "../support/blueprints.js";
import { newPlace } from "../support/page.js";
import { openState } from "../support/sample.js";

/** A catalogue that has every shared text: its id, followed by its values. */
const messages = {
  ...createMessages({}, "en"),
  has: (/** @type {string} */ id) => id.startsWith("lab."),
  t: (/** @type {string} */ id, values = {}) => [id, ...Object.values(values)].join(" "),
};
const tools = { dispatch: () => {}, messages };

/** The page writes a minus sign. @param {string|null|undefined} text */
const number = (text) => Number(text?.replace("−", "-"));

test("no document is global here: views bring their own", () => {
  assert.equal(typeof document, "undefined");
});

test("the read-out shows each number of the phase as the trace has it", () => {
  const place = newPlace();
  const update = mountReadout(place, tools);
  for (const [step, phase] of [
    [0, 0],
    [2, 3],
    [3, 5],
  ]) {
    const state = openState({ step, phase });
    update(state);
    const { trace } = state;
    const cells = [...place.querySelectorAll("[data-field]")];
    assert.equal(cells.length, LSTM.phases[phase].columns.length * 3);
    for (const cell of cells) {
      const [field, unit] = [cell.getAttribute("data-field"), Number(cell.getAttribute("data-unit"))];
      const true_ = /** @type {any} */ (trace)[String(field)][step][unit];
      assert.ok(Math.abs(number(cell.textContent) - true_) <= 0.0005 + 1e-12, `${field} of lane ${unit}`);
    }
  }
});

test("the bars of a valve are its terms, as long as their share of the largest", () => {
  const place = newPlace("h2");
  const state = openState({ step: 2, phase: 0, unit: 1, gate: "f" });
  mountWhy(place, tools)(state);
  const trace = /** @type {any} */ (state.trace);
  const told = {
    Wx: trace.terms.f.Wx[2][1],
    Uh: trace.terms.f.Uh[2][1],
    b: trace.terms.f.b[2][1],
    sum: trace.z_f[2][1],
  };
  const widest = Math.max(...Object.values(told).map(Math.abs));
  const rows = [...place.querySelectorAll(".why-row")].filter((row) => !(/** @type {HTMLElement} */ (row).hidden));
  assert.deepEqual(rows.map((row) => row.getAttribute("data-term")).sort(), Object.keys(told).sort());
  for (const row of rows) {
    const value = told[/** @type {keyof typeof told} */ (row.getAttribute("data-term"))];
    const bar = row.querySelector("rect");
    assert.equal(Number(bar?.getAttribute("data-value")), value);
    assert.ok(Math.abs(Number(bar?.getAttribute("width")) - (Math.abs(value) / widest) * 100) < 1e-9);
    assert.equal(number(row.querySelector(".why-value")?.textContent), Number(value.toFixed(2)));
  }
});

test("a valve stands as far open as its gate, lane by lane, in the document of its place", () => {
  const place = newPlace();
  const node = LSTM.valves[0];
  const hand = {
    turn: () => {},
    release: () => {},
    look: () => {},
    name: "forget",
    laneName: (/** @type {number} */ unit) => `lane ${unit}`,
    unset: "not set",
    pinned: "pinned",
  };
  const valve = mountValve(domOf(place), LSTM.layouts.pipe?.wide, node, [0, 1, 2], hand);
  const openings = /** @type {any} */ (openState().trace)[String(node.field)][1];
  valve.update(openings, openings, [null, 0.5, null], { unit: 0, active: true });
  assert.equal(valve.group.ownerDocument, place.ownerDocument);
  const lanes = [...valve.group.querySelectorAll(".lane-blade")];
  assert.deepEqual(
    lanes.map((lane) => Number(lane.getAttribute("data-opening"))),
    openings,
  );
  const marks = [...valve.group.querySelectorAll("title")].map(({ textContent }) => textContent);
  assert.deepEqual(marks, ["lane 0 (pinned)", "lane 1 (pinned)", "lane 2 (pinned)"], "what a pin's cross means");
  const gaps = lanes.map((lane) => {
    const [near, far] = [...lane.querySelectorAll(".blade")].map(
      (blade) => (/** @type {string} */ name) => Number(blade.getAttribute(name)),
    );
    return far("y") - near("y") - near("height");
  });
  const full = gaps[0] / openings[0];
  assert.ok(full > 0);
  for (const [index, gap] of gaps.entries()) assert.ok(Math.abs(gap - openings[index] * full) < 1e-9);
  assert.deepEqual(
    [...valve.group.querySelectorAll(".pin-mark")].map((mark) => mark.classList.contains("on")),
    [false, true, false],
  );
});
