import assert from "node:assert/strict";
import { test } from "node:test";
import { keyedRows } from "../../../../static/js/view/base/rows.js";

/** A place for rows, and a log of what is done to it. */
function place() {
  /** @type {any[]} */
  const children = [];
  /** @type {string[]} */
  const log = [];
  const ownerDocument = { activeElement: /** @type {any} */ (null) };
  const parent = {
    ownerDocument,
    children,
    get firstElementChild() {
      return children[0] ?? null;
    },
    insertBefore(/** @type {any} */ element, /** @type {any} */ before) {
      const from = children.indexOf(element);
      if (from >= 0) children.splice(from, 1);
      children.splice(before ? children.indexOf(before) : children.length, 0, element);
      log.push(`put ${element.key}`);
    },
    replaceChildren: () => children.splice(0),
    contains: (/** @type {any} */ element) => children.includes(element),
  };
  const build = (/** @type {string} */ key) => {
    log.push(`build ${key}`);
    const element = {
      key,
      get nextElementSibling() {
        return children[children.indexOf(element) + 1] ?? null;
      },
      remove() {
        children.splice(children.indexOf(element), 1);
        log.push(`remove ${key}`);
      },
      focus: () => log.push(`focus ${key}`),
    };
    return { element: /** @type {HTMLElement} */ (/** @type {unknown} */ (element)), key };
  };
  const rows = keyedRows(/** @type {any} */ (parent), build);
  const shown = () => children.map(({ key }) => key).join("");
  const done = () => log.splice(0);
  return { rows, shown, done, ownerDocument, children };
}

test("rows are built once, go when their key goes, and stand in the order of the keys", () => {
  const { rows, shown, done } = place();
  assert.deepEqual(
    rows.show(["a", "b", "c"]).map(({ key }) => key),
    ["a", "b", "c"],
  );
  assert.equal(shown(), "abc");
  done();
  rows.show(["a", "b", "c"]);
  assert.deepEqual(done(), [], "what is as it was is left alone");
  rows.show(["a", "c", "d"]);
  assert.equal(shown(), "acd");
  assert.deepEqual(done(), ["build d", "remove b", "put d"]);
  rows.show(["d", "c", "a"]);
  assert.equal(shown(), "dca");
  assert.ok(done().every((act) => act.startsWith("put ")));
});

test("a row that moves keeps the focus", () => {
  const { rows, shown, done, ownerDocument, children } = place();
  rows.show(["a", "b", "c"]);
  ownerDocument.activeElement = children[2];
  done();
  rows.show(["c", "a", "b"]);
  assert.equal(shown(), "cab");
  assert.deepEqual(done(), ["put c", "focus c"]);
});

test("after all is cleared every row is built anew", () => {
  const { rows, shown, done } = place();
  rows.show(["a", "b"]);
  rows.clear();
  assert.equal(shown(), "");
  done();
  rows.show(["b"]);
  assert.deepEqual(done(), ["build b", "put b"]);
});
