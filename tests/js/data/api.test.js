import assert from "node:assert/strict";
import { test } from "node:test";
import { createApi } from "../../../static/js/data/api.js";
import { traceFields } from "../../../static/js/unit/blueprint.js";
import "../support/blueprints.js";
import { ApiError } from "../../../static/js/data/http.js";

/** @param {unknown} body @param {number} [status] @param {string} [type] */
const reply = (body, status = 200, type = "application/json") =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers: { "Content-Type": type } });

/** @param {() => Promise<Response>} answer */
function listening(answer) {
  /** @type {{url: string, options: RequestInit|undefined}[]} */
  const calls = [];
  /** @type {typeof fetch} */
  const send = (url, options) => {
    calls.push({ url: String(url), options });
    return answer();
  };
  return { calls, api: createApi(traceFields, send) };
}

/** @param {() => Promise<unknown>} ask */
async function problemOf(ask) {
  const error = await ask().then(
    () => null,
    (reason) => reason,
  );
  assert.ok(error instanceof ApiError);
  return error.problem;
}

test("a trace is asked exactly: model, input, pins, every field, no rounding", async () => {
  const { api, calls } = listening(async () => reply({ layers: [{ trace: { C: [[1]] } }] }));
  /** @type {import("../../../static/js/data/types.js").Pin[]} */
  const pins = [{ gate: "forget", value: 0, units: [1], from: 2 }];
  assert.deepEqual(await api.trace({ preset: "lanes", blueprint: "lstm", inputs: [[1, 0]], pins }), { C: [[1]] });
  assert.equal(calls[0].url, "/api/v1/traces");
  assert.equal(calls[0].options?.method, "POST");
  const { fields, ...body } = JSON.parse(String(calls[0].options?.body));
  assert.deepEqual(body, { model: { preset: "lanes" }, inputs: [[1, 0]], pins, digits: null });
  assert.deepEqual(fields.sort(), [
    "C",
    "C0",
    "C_prev",
    "added",
    "f",
    "g",
    "h",
    "h0",
    "h_prev",
    "i",
    "kept",
    "o",
    "tanh_C",
    "terms",
    "x",
    "z_f",
    "z_g",
    "z_i",
    "z_o",
  ]);
});

test("a trace may be asked with fewer digits, which makes it light; gradients stay exact", async () => {
  /** @type {any[]} */
  const bodies = [];
  /** @type {any} */
  const send = async (/** @type {string} */ url, /** @type {RequestInit} */ { body }) => {
    bodies.push([url, JSON.parse(String(body)).digits]);
    return reply({ layers: [{ trace: {} }], gradients: {} });
  };
  const api = createApi(traceFields, send, { digits: 6, root: "/below" });
  const question = { preset: "lanes", blueprint: "lstm", inputs: [[1, 0]], pins: [] };
  await api.trace(question);
  await api.gradients(question, { step: null, unit: 0 });
  assert.deepEqual(bodies, [
    ["/below/traces", 6],
    ["/below/gradients", null],
  ]);
});

test("text goes as text, and an empty one too", async () => {
  const { api, calls } = listening(async () => reply({ layers: [{ trace: {} }] }));
  await api.trace({ preset: "brackets", blueprint: "lstm", text: "", pins: [] });
  const body = JSON.parse(String(calls[0].options?.body));
  assert.equal(body.text, "");
  assert.equal("inputs" in body, false);
});

test("a preset's name is made safe for an address", async () => {
  const { api, calls } = listening(async () => reply({ name: "a/b" }));
  await api.preset("a/b ?");
  assert.equal(calls[0].url, "/api/v1/presets/a%2Fb%20%3F");
});

test("the server's problem arrives complete", async () => {
  const errors = [{ pointer: "/inputs/0/1", detail: "expected a number" }];
  const { api } = listening(async () =>
    reply({ title: "Unprocessable", status: 422, detail: "not valid", errors }, 422, "application/problem+json"),
  );
  assert.deepEqual(await problemOf(() => api.presets()), {
    status: 422,
    title: "Unprocessable",
    detail: "not valid",
    errors,
  });
});

test("an unreachable server has status 0", async () => {
  const { api } = listening(() => Promise.reject(new TypeError("Failed to fetch")));
  const problem = await problemOf(() => api.presets());
  assert.deepEqual([problem.status, problem.title, problem.errors], [0, "unreachable", []]);
});

test("an answer that is truncated or not JSON is a failure and not a result", async () => {
  const page = listening(async () => reply("<h1>Bad gateway</h1>", 502, "text/html"));
  assert.equal((await problemOf(() => page.api.presets())).status, 502);
  const cut = listening(async () => reply('{"presets": [', 200));
  assert.equal((await problemOf(() => cut.api.presets())).status, 0);
  const portal = listening(async () => reply("<h1>Please log in</h1>", 200, "text/html"));
  assert.equal((await problemOf(() => portal.api.presets())).status, 0);
});
