import assert from "node:assert/strict";
import { test } from "node:test";
import { domOf, set, setText } from "../../../../static/js/view/base/dom.js";
import { newPlace } from "../../support/page.js";

/** What is written to an element from now on. @param {Element} element */
function written(element) {
  /** @type {string[]} */
  const names = [];
  const { setAttribute } = element;
  element.setAttribute = (name, value) => {
    names.push(name);
    setAttribute.call(element, name, value);
  };
  return names;
}

test("an attribute that has its value already is not written again, be it a number, a text or just there", () => {
  const path = domOf(newPlace()).svg("path", { "stroke-width": 3, class: "lane", hidden: true });
  const names = written(path);
  set(path, { "stroke-width": 3, class: "lane", hidden: true });
  assert.deepEqual(names, []);
  set(path, { "stroke-width": 4, class: "lane", hidden: false });
  assert.deepEqual(names, ["stroke-width"]);
  assert.deepEqual([path.getAttribute("stroke-width"), path.getAttribute("hidden")], ["4", null]);
});

test("letters of a text change, its node stays; beside other nodes it takes the place of all", () => {
  const node = { nodeType: 3, nodeValue: "0.4", nextSibling: null };
  const element = /** @type {any} */ ({ firstChild: node, textContent: "0.4" });
  setText(element, "0.5");
  assert.deepEqual([node.nodeValue, element.textContent], ["0.5", "0.4"]);
  setText(Object.assign(element, { firstChild: { ...node, nextSibling: {} } }), "0.6");
  assert.equal(element.textContent, "0.6");
});
