import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { mountAnnouncer } from "../../../../static/js/view/panels/announcer.js";
import { ECHO } from "../../support/echo.js";
import { newPlace } from "../../support/page.js";
import { openState, randomTrace } from "../../support/sample.js";

/** @typedef {import("../../../../static/js/data/types.js").Pin} Pin */

/** @type {Pin} */
const PIN = { gate: "forget", value: 0, units: [1] };

/** @param {number} opening of the pinned lane's forget valve */
function traceWith(opening) {
  const trace = randomTrace({ steps: 4, units: 3 });
  trace.f[0] = [0, opening, 0];
  trace.C[0] = [0, -0.5, 0];
  return trace;
}
const FREE = traceWith(0.75);
const HELD = traceWith(0);
const PINNED = "lab.announce.pinned|lab.part.forget|lab.lanes.one|2|0.00|lab.lanes.named|2|two|−0.500";
const RELEASED = "lab.announce.released|lab.part.forget|lab.lanes.one|2|0.75|lab.lanes.named|2|two|−0.500";

/** @type {HTMLElement} */
let place;
/** @type {(other: Partial<import("../../../../static/js/state/app_state.js").AppState>) => void} */
let show;

// In a suite: hooks outside of one are for the tests of all files, whose timers would stand still.
describe("the announcer", () => {
  afterEach(() => mock.timers.reset());
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    place = newPlace();
    const update = mountAnnouncer(place, /** @type {any} */ ({ messages: ECHO }));
    let state = openState({ trace: FREE });
    show = (other) => {
      state = { ...state, ...other };
      update(state);
    };
    show({});
  });

  test("a pin's effect is said once its answer is there and no other has come for a moment", () => {
    show({ pins: [PIN], waiting: true });
    show({ trace: HELD, waiting: false });
    mock.timers.tick(399);
    assert.equal(place.textContent, "");
    mock.timers.tick(1);
    assert.equal(place.textContent, PINNED);
  });

  test("where the pinned lane is not among those that are known, the effect on one that is known is said", () => {
    const known = structuredClone(HELD);
    for (const field of ["C", "f"]) delete (/** @type {any} */ (known)[field][0][1]);
    show({ pins: [PIN], waiting: true, unit: 1, lanes: [0] });
    show({ trace: known, waiting: false });
    mock.timers.tick(400);
    assert.equal(
      place.textContent,
      "lab.announce.pinned|lab.part.forget|lab.lanes.one|2|0.00|lab.lanes.named|1|one|0.000",
    );
  });

  test("a pin that is removed before it was said is said to be removed", () => {
    show({ pins: [PIN], waiting: true });
    show({ trace: HELD, waiting: false });
    show({ pins: [], waiting: true });
    show({ trace: FREE, waiting: false });
    mock.timers.tick(400);
    assert.equal(place.textContent, RELEASED);
  });

  test("nothing is said of a pin from the answer to earlier ones", () => {
    show({ pins: [PIN], waiting: true });
    show({ trace: HELD, waiting: false });
    show({ pins: [], waiting: true });
    mock.timers.tick(400);
    assert.equal(place.textContent, "");
    show({ trace: FREE, waiting: false });
    mock.timers.tick(400);
    assert.equal(place.textContent, RELEASED);
  });

  test("another answer to the same pins leaves what was said", () => {
    show({ pins: [PIN], waiting: true });
    show({ trace: HELD, waiting: false });
    mock.timers.tick(400);
    show({ pins: [PIN], trace: traceWith(0), waiting: false });
    mock.timers.tick(400);
    assert.equal(place.textContent, PINNED);
  });

  test("of several pins the newest is said, also where an earlier one has not been", () => {
    const other = /** @type {Pin} */ ({ ...PIN, gate: "input" });
    show({ pins: [PIN], waiting: true });
    show({ pins: [PIN, other] });
    show({ trace: HELD, waiting: false });
    mock.timers.tick(400);
    assert.match(place.textContent ?? "", /^lab\.announce\.pinned\|lab\.part\.write\|/);
  });
});
