import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessages } from "../../../static/js/data/messages.js";

const CATALOGUE = { greet: "{who}, step {step} of {step}", plain: "Play" };

test("placeholders are filled, each wherever it stands", () => {
  const { t } = createMessages(CATALOGUE, "en");
  assert.equal(t("greet", { who: "$& {step}", step: 0 }), "$& {step}, step 0 of 0");
  assert.equal(t("plain"), "Play");
});

test("a noun has the form that fits its number", () => {
  const { t } = createMessages({ size: "{n} {n:step|steps} of {of} {of:number|numbers}" }, "en");
  assert.equal(t("size", { n: 1, of: 3 }), "1 step of 3 numbers");
  assert.equal(t("size", { n: 0, of: "1" }), "0 steps of 1 number");
});

test("an unknown id and a missing value are errors, not holes in the page", () => {
  const { t } = createMessages(CATALOGUE, "en");
  assert.throws(() => t("nothing"), /no message 'nothing'/);
  assert.throws(() => t("greet", { who: "x" }), /'greet' needs a value for 'step'/);
});

test("a text in two languages is picked by the page's", () => {
  const text = { en: "lane", zh: "水道" };
  assert.equal(createMessages({}, "en").pick(text), "lane");
  assert.equal(createMessages({}, "zh").pick(text), "水道");
});
