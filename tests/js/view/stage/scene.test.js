import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../../static/js/data/http.js";
import { whenWanted } from "../../../../static/js/view/stage/scene.js";

test("what a picture is drawn with is fetched once by name, and again once the page tries again", async ({ mock }) => {
  mock.method(console, "error", () => {});
  /** @type {string[]} */
  const asked = [];
  /** @type {{problem: import("../../../../static/js/data/types.js").Problem}[]} */
  const told = [];
  /** @type {Error|null} */
  let fault = new TypeError("no route");
  const bring = whenWanted(
    (action) => told.push(/** @type {any} */ (action)),
    async (name) => {
      asked.push(name);
      if (fault) throw fault;
    },
  );
  await Promise.all([bring({ problem: null }, "gru"), bring({ problem: null }, "gru")]);
  const away = { status: 0, title: "unreachable", detail: "TypeError: no route", errors: [] };
  assert.deepEqual([asked, told], [["gru"], [{ type: "failed", problem: away }]]);

  await bring(told[0], "gru");
  assert.equal(asked.length, 1, "while the page says so, nothing is asked: each failure would lead to the next");

  const busy = { status: 503, title: "", detail: "busy", errors: [] };
  fault = new ApiError(busy);
  await bring({ problem: null }, "gru");
  await bring({ problem: busy }, "gru");
  assert.deepEqual([asked.length, told[1]], [2, { type: "failed", problem: busy }]);

  fault = null;
  await bring({ problem: null }, "gru");
  await bring({ problem: null }, "gru");
  await bring({ problem: null }, "rnn");
  assert.deepEqual([asked, told.length], [["gru", "gru", "gru", "rnn"], 2]);
});
