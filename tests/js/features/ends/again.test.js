import assert from "node:assert/strict";
import { test } from "node:test";
import { askAgain } from "../../../../static/js/features/ends/again.js";

/** A problem with this status; 0: the server was not reached. @param {number} status @returns {any} */
const problem = (status) => ({ status, title: "", detail: "", errors: [] });

/** A store whose state is set by hand, and what was planned and dispatched. */
function world() {
  /** @type {any} */
  let state = { problem: null, waiting: false };
  /** @type {() => void} */
  let tell = () => {};
  /** @type {{work: () => void, ms: number}[]} */
  const planned = [];
  /** @type {string[]} */
  const dispatched = [];
  const store = {
    get: () => state,
    dispatch: (/** @type {{type: string}} */ { type }) => dispatched.push(type),
    subscribe: (/** @type {() => void} */ listener) => {
      tell = listener;
    },
  };
  askAgain(/** @type {any} */ (store), (work, ms) => planned.push({ work, ms }));
  const become = (/** @type {object} */ next) => {
    state = next;
    tell();
  };
  return { become, planned, dispatched };
}

test("while the server cannot be reached it is asked again by itself, less and less often, once for each failure", () => {
  const { become, planned, dispatched } = world();
  for (let failure = 0; failure < 6; failure++) {
    const away = { problem: problem(0), waiting: false };
    become(away);
    become(away);
    planned[failure].work();
    assert.equal(dispatched.length, failure + 1);
    become({ problem: null, waiting: true });
  }
  assert.deepEqual(
    planned.map(({ ms }) => ms / 1000),
    [5, 10, 20, 40, 60, 60],
  );
  become({ problem: null, waiting: false });
  become({ problem: problem(0), waiting: false });
  assert.equal(planned[6].ms, 5000, "after an answer it begins anew");
});

test("what the server has refused is not asked again, nor what a person has asked again meanwhile", () => {
  const { become, planned, dispatched } = world();
  become({ problem: problem(422), waiting: false });
  assert.equal(planned.length, 0);
  become({ problem: problem(0), waiting: false });
  become({ problem: null, waiting: true });
  planned[0].work();
  assert.deepEqual(dispatched, []);
});
