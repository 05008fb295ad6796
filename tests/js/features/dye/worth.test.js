import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOver, methodsOf, rangeOf, steepest } from "../../../../static/js/features/dye/methods.js";
import { fullPart, largestParts, rowsUntil, unitsBy } from "../../../../static/js/features/dye/parts_map.js";
import { worthOf } from "../../../../static/js/features/dye/worth.wire.js";
import { besideWords, worthWords } from "../../../../static/js/features/dye/worth_words.js";

const X = [
  [1, 2],
  [0, 3],
];
const WORTH = {
  value: 0.5,
  gradient: {
    slopes: [
      [0.1, 0.2],
      [7, -0.1],
    ],
  },
  shares: {
    shares: [
      [0.2, 0.1],
      [0, -0.4],
    ],
    nothing: 0.6,
    error: 3e-9,
    points: 64,
  },
  ablation: { losses: [null, -0.25] },
};
const REFUSED = { status: 422, title: "", detail: "", errors: [{ pointer: "", detail: "over the limit" }] };
/** @type {any} */
const messages = {
  t: (/** @type {string} */ id, /** @type {object} */ values = {}) => [id, ...Object.values(values)].join(" "),
  pick: (/** @type {{en: string}} */ { en }) => en,
};

/** @param {string} method @param {object} values */
const answer = (method, values) => ({
  method,
  value: 0.5,
  at_baseline: 0.6,
  completeness_error: 0,
  steps: 2,
  ...values,
});

/** A server that answers by method, and refuses what is too much. @param {(asked: any) => object|null} reply */
function server(reply) {
  /** @type {any[]} */
  const asked = [];
  /** @type {any} */
  const send = async (/** @type {string} */ _url, /** @type {{body: string}} */ { body }) => {
    const request = JSON.parse(body);
    asked.push(request);
    const found = reply(request);
    return Response.json(found ?? REFUSED, { status: found ? 200 : 422 });
  };
  return { asked, send };
}

/** @param {any} question */
const requestOf = async ({ inputs }) => ({ model: { id: "m" }, inputs });

test("what an input is worth is added up over the inputs of its step", () => {
  const methods = methodsOf(WORTH, X, [0.7, -0.2]);
  assert.deepEqual(
    methods.map(({ bars }) => bars.map((value) => value && Number(value.toFixed(9)))),
    [
      [0.7, -0.2],
      [0.5, -0.3],
      [0.3, -0.4],
      [null, -0.25],
    ],
  );
  assert.deepEqual(rangeOf(methods), { low: -0.4, high: 0.7 });
  const refused = methodsOf({ ...WORTH, shares: REFUSED }, X, null);
  assert.deepEqual([refused[0].bars, refused[2]], [[], { name: "shares", bars: [], problem: REFUSED }]);
  assert.deepEqual(steepest([0.1, -4, 0, 2, 3], 3), [
    { input: 1, slope: -4 },
    { input: 4, slope: 3 },
    { input: 3, slope: 2 },
  ]);
});

test("each method says what it is true of, and why two of them differ", () => {
  /** @type {any} */
  const state = { dye: 1, preset: { input: { names: [{ en: "price" }] } } };
  const asked = { step: 4, unit: 2, field: "C" };
  const words = worthWords(messages, state, WORTH, asked);
  const methods = methodsOf(WORTH, X, [0.7, -0.2]);
  assert.match(words.says(methods[1]), /dye\.worth\.slope price \+7\.000dye\.anddye\.worth\.slope x2 −0\.100/);
  assert.match(words.says(methods[2]), /0\.600 3\.0e−9 64$/);
  assert.match(words.says(methods[3]), / 0\.750$/, "without it");
  assert.match(
    words.why(methods),
    /^dye\.worth\.why\.differ .* 0\.700 0\.750$/,
    "left without the dye, and without the input",
  );
  assert.match(words.label(methods[3]), /dye\.worth\.bar 2 −0\.250$/, "what is not known has no bar");
  assert.equal(leftOver({ value: 1, dyed: 0.5, lost: 0.495 }).isAlike, true);
  const read = worthWords(messages, state, WORTH, { ...asked, field: null });
  assert.match(read.why(methodsOf(WORTH, X, null)), /^dye\.worth\.why\.read/);
  assert.match(read.says(methodsOf(WORTH, X, null)[0]), /^dye\.worth\.dye\.none/, "an answer has no dye");
  /** @type {any} */
  const beside = { dye: 1, trace: { C: [[], [3]] }, untouched: { C: [[], [4]] } };
  assert.equal(besideWords(messages, beside, { step: 1, unit: 0, field: "C" }), "dye.worth.beside 2 2 3.000 4.000");
  assert.equal(besideWords(messages, { ...beside, untouched: null }, { step: 1, unit: 0, field: "C" }), "");
});

test("where so much work is refused, less is asked for; what is refused for good is said by its method", async () => {
  const { asked, send } = server(({ method, points, ablated }) => {
    if (method === "gradient") return answer(method, { values: X });
    if (method === "ablation") return ablated ? answer(method, { values: [0.25] }) : null;
    return points === 4 ? answer(method, { values: X, completeness_error: 0.125 }) : null;
  });
  /** @type {any} */
  const question = { preset: "p", blueprint: "lstm", inputs: X, pins: [] };
  const worth = await worthOf(send, requestOf, question, { step: 1, unit: 3, field: "C" }, 0);
  assert.deepEqual(worth.ablation, { losses: [0.25, null] });
  assert.deepEqual(worth.shares, { shares: X, nothing: 0.6, error: 0.125, points: 4 });
  assert.deepEqual(asked[0].output, { step: 1, unit: 3, field: "C" });
  const none = server(({ method }) => (method === "gradient" ? answer(method, { values: X }) : null));
  const partly = await worthOf(none.send, requestOf, question, { step: 1, unit: 3, field: null }, 0);
  assert.deepEqual([partly.ablation, partly.shares], [REFUSED, REFUSED]);
  assert.deepEqual(none.asked[0].output, { step: 1, unit: 3 });
  await assert.rejects(worthOf(server(() => null).send, requestOf, question, { step: 1, unit: 3, field: null }, 0), {
    problem: REFUSED,
  });
});

test("a layer that reads from the end is asked and answered in the order of the wire", async () => {
  const { asked, send } = server(({ method, ablated }) =>
    method === "ablation" && !ablated ? null : answer(method, { values: ablated ? [0.25] : X }),
  );
  const upload = { id: "m", lstm: 0, layer: 1, direction: "backward" };
  /** @type {any} */
  const question = { preset: "p", blueprint: "lstm", inputs: X, pins: [], upload };
  const worth = await worthOf(send, requestOf, question, { step: 1, unit: 3, field: "C" }, 0);
  assert.deepEqual(asked[0].output, { step: 0, unit: 3, field: "C", layer: 1, direction: "backward" });
  assert.deepEqual(asked.find(({ ablated }) => ablated)?.ablated, [1]);
  assert.deepEqual(worth.gradient, { slopes: [X[1], X[0]] });
  assert.deepEqual(worth.ablation, { losses: [0.25, null] });
});

test("the map of many units has a row for each step so far, and names the largest part of each unit", () => {
  const sample = {
    start: [0, 0.1, 0],
    parts: [
      [0.5, -0.2, 0],
      [0.1, 0.3, -0.9],
      [0, 0, 0],
    ],
    age: [2, null, 3],
    memory: [0.6, 0.2, -0.9],
    gross: [0.6, 0.6, 0.9],
    halfLife: [null, null, null],
  };
  const rows = rowsUntil(sample, 1);
  assert.deepEqual(rows, [sample.start, sample.parts[0], sample.parts[1]]);
  assert.equal(fullPart(rows), 0.9);
  assert.deepEqual(unitsBy(sample, "number"), [0, 1, 2]);
  assert.deepEqual(unitsBy(sample, "age"), [2, 0, 1], "an empty memory has no age");
  assert.deepEqual(largestParts(rows, 2), [
    { unit: 2, source: 1, value: -0.9 },
    { unit: 0, source: 0, value: 0.5 },
  ]);
});
