import assert from "node:assert/strict";
import { test } from "node:test";
import { fromQuery, toQuery } from "../../../../static/js/features/present/present.state.js";
import { LAB_INITIAL, reduceLab } from "../../../../static/js/pages/lab/state.js";

import "../../support/blueprints.js";

/** @param {string} query */
const opened = (query) => reduceLab(LAB_INITIAL, { type: "present", change: fromQuery(query) });

test("the address keeps what a teacher chose, and only before a class", () => {
  for (const query of ["?present", "?present&hide=formulas,timeline", "?present&hide=numbers&lock&laser"])
    assert.equal(toQuery(opened(query)), query);
  assert.equal(toQuery(opened("?lock&hide=numbers")), "");
  assert.deepEqual(fromQuery("?present=&hide=walls,numbers").hidden, ["numbers"]);
});

test("the laser is a toggle, and a change of one thing leaves the others", () => {
  const state = reduceLab(opened("?present&hide=numbers&lock"), { type: "toggle laser" });
  assert.deepEqual(state.present, { on: true, hidden: ["numbers"], laser: true });
  assert.equal(toQuery(state), "?present&hide=numbers&lock&laser");
  assert.equal(toQuery(reduceLab(state, { type: "present", change: { hidden: [] } })), "?present&lock&laser");
});
