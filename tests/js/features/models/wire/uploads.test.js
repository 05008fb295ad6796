import assert from "node:assert/strict";
import { test } from "node:test";
import { sendInputs, sendModel } from "../../../../../static/js/features/models/wire/uploads.js";

const FILE = new File(["abc"], "mine.onnx");

const lang = "zh-Hans";
const at = (/** @type {string} */ address) => `/pipe${address}`;

/** A request that tells what was asked of it and answers when the test says so. */
function requestOf() {
  /** @type {any} */
  const request = {
    upload: {},
    open: (/** @type {string[]} */ ...where) => Object.assign(request, { where }),
    setRequestHeader: (/** @type {string} */ name, /** @type {string} */ value) =>
      Object.assign(request, { [name]: value }),
    getResponseHeader: (/** @type {string} */ name) => request.answered?.[name] ?? null,
    send: (/** @type {FormData} */ body) => Object.assign(request, { body }),
    abort: () => request.onabort(),
  };
  return request;
}

test("a model is sent under its name, and its progress is told", async () => {
  const request = requestOf();
  /** @type {number[]} */
  const shares = [];
  const sent = sendModel({ at, lang, request: () => request }, FILE, { progress: (share) => shares.push(share) });
  assert.deepEqual(request.where, ["POST", "/pipe/api/v1/models"]);
  assert.equal(request.body.get("file").name, "mine.onnx");
  assert.equal(request["Accept-Language"], lang);
  request.upload.onprogress({ loaded: 1, total: 4 });
  request.upload.onprogress({ loaded: 0, total: 0 });
  assert.deepEqual(shares, [0.25, 1]);
  request.onload(Object.assign(request, { status: 201, response: { id: "m" } }));
  assert.deepEqual(await sent, { id: "m" });
});

test("a vocabulary goes beside the model", () => {
  const request = requestOf();
  sendModel({ at, lang, request: () => request }, FILE, { vocabulary: new File(["the\ncat"], "words.txt") });
  assert.deepEqual([...request.body.keys()], ["file", "vocabulary"]);
  assert.equal(request.body.get("vocabulary").name, "words.txt");
});

test("a refusal is the server's problem, silence one of our own", async () => {
  const endings = [
    [
      { status: 422, response: { title: "not a model", detail: "no weights" } },
      "onload",
      422,
      "not a model",
      undefined,
    ],
    [
      { status: 422, response: { title: "not a model", detail: "没有权重" }, answered: { "Content-Language": lang } },
      ...["onload", 422, "not a model", lang],
    ],
    [{}, "onerror", 0, "unreachable", undefined],
  ];
  for (const [answer, event, status, title, language] of endings) {
    const request = requestOf();
    const sent = sendModel({ at, lang, request: () => request }, FILE);
    Object.assign(request, answer)[/** @type {string} */ (event)]();
    await assert.rejects(sent, (/** @type {any} */ error) => {
      assert.deepEqual([error.problem.status, error.problem.title, error.problem.language], [status, title, language]);
      return true;
    });
  }
});

test("an upload can be stopped", async () => {
  const stop = new AbortController();
  const sent = sendModel({ at, lang, request: requestOf }, FILE, { signal: stop.signal });
  stop.abort();
  await assert.rejects(sent, (/** @type {any} */ error) => error.problem.title === "aborted");
});

test("inputs are sent under their name, with the number of columns that the model reads", async () => {
  /** @type {any[]} */
  const asked = [];
  const fetch = async (/** @type {any[]} */ ...question) => {
    asked.push(...question);
    return Response.json({ names: null, steps: 1, inputs: [[1]] });
  };
  const answer = await sendInputs({ fetch }, new Blob(["1"]), "x.csv", 1);
  assert.deepEqual(answer.inputs, [[1]]);
  assert.equal(asked[0], "/api/v1/inputs?columns=1");
  assert.equal(asked[1].body.get("file").name, "x.csv");
});
