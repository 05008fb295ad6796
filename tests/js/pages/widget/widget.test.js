import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessages } from "../../../../static/js/data/messages.js";
import { askKernel } from "../../../../static/js/pages/widget/kernel.js";
import { runOf } from "../../../../static/js/pages/widget/run.js";
import { captionOf } from "../../../../static/js/pages/widget/says.js";
import { shareStep } from "../../../../static/js/pages/widget/step.js";
import { themeOf } from "../../../../static/js/pages/widget/theme.js";

const SENT = { units: [1, 3], h: [[0.1, 0.3]], C0: [0.5, 0.7], terms: { f: { Wx: [[2, 4]], b: [[6, 8]] } } };
const X = [[9, 8, 7]];
const PIN = { gate: "forget", value: 0.5 };

/** A model as anywidget hands it on, with what was sent and the means to answer. */
function fakeModel(/** @type {Record<string, any>} */ values) {
  /** @type {Map<string, (content: any) => void>} */
  const listeners = new Map();
  /** @type {any[]} */
  const sent = [];
  let saved = 0;
  return {
    sent,
    saves: () => saved,
    tell: (/** @type {string} */ event, /** @type {any} */ content) => listeners.get(event)?.(content),
    get: (/** @type {string} */ name) => values[name],
    set: (/** @type {string} */ name, /** @type {unknown} */ value) => void Object.assign(values, { [name]: value }),
    save_changes: () => void saved++,
    send: (/** @type {unknown} */ content) => void sent.push(content),
    on: (/** @type {string} */ event, /** @type {(content: any) => void} */ hear) => void listeners.set(event, hear),
    off: (/** @type {string} */ event) => void listeners.delete(event),
  };
}

const DOCUMENT = /** @type {any} */ ({ preset: { examples: [{ inputs: X }], units: 4 }, pins: [PIN], units: [1, 3] });

/** @param {Promise<unknown>} promise */
const problemOf = (promise) =>
  promise.then(
    () => assert.fail("an answer came"),
    ({ problem }) => problem,
  );

test("the numbers of a run stand under the numbers of their units", () => {
  const { units, h, C0, x, terms } = runOf(SENT, X);
  assert.deepEqual([units, x, h[0][1], h[0][3], 0 in h[0]], [[1, 3], X, 0.1, 0.3, false]);
  assert.deepEqual([C0[1], C0[3]], [0.5, 0.7]);
  assert.deepEqual([terms.f.Wx[0][3], terms.f.b[0][1]], [4, 6]);
});

test("the run that came along is not asked for", async () => {
  const model = fakeModel({ run: SENT });
  const { api } = askKernel(model, DOCUMENT, () => {});
  assert.equal((await api.trace({ pins: [{ ...PIN }] })).h[0][3], 0.3);
  assert.deepEqual(model.sent, []);
});

test("each question is answered by its own answer, whatever their order; a refusal keeps its reason", async () => {
  const model = fakeModel({ run: SENT });
  const { api } = askKernel(model, DOCUMENT, () => {});
  const [first, second, third] = [[], [PIN, PIN], [{ ...PIN, value: 2 }]].map((pins) => api.trace({ pins }));
  assert.deepEqual(model.sent[1], { ask: 2, pins: [PIN, PIN] });
  model.tell("msg:custom", { answer: 3, refused: "pin of f has value 2.0" });
  model.tell("msg:custom", { answer: 2, found: { ...SENT, h: [[7, 8]] } });
  model.tell("msg:custom", { answer: 1, found: SENT });
  assert.deepEqual([(await second).h[0][1], (await first).h[0][1]], [7, 0.1]);
  assert.deepEqual([(await problemOf(third)).status, (await problemOf(third)).detail], [422, "pin of f has value 2.0"]);
});

test("a kernel that does not answer is away; an answer that comes too late is nobody's", async () => {
  const model = fakeModel({ run: SENT });
  /** @type {(() => void)[]} */
  const waits = [];
  const { api } = askKernel(model, DOCUMENT, (work) => waits.push(work));
  const [late, timely] = [api.trace({ pins: [] }), api.trace({ pins: [] })];
  model.tell("msg:custom", { answer: 2, found: SENT });
  for (const wait of waits) wait();
  assert.equal((await problemOf(late)).status, 0);
  assert.equal((await timely).h[0][1], 0.1);
  model.tell("msg:custom", { answer: 1, found: SENT });
});

test("the parts of a dyed memory stand under the numbers of their units", async () => {
  const model = fakeModel({ run: SENT });
  const { parts } = askKernel(model, DOCUMENT, () => {});
  const found = parts([PIN], 2);
  assert.deepEqual(model.sent, [{ ask: 1, pins: [PIN], dye: 2 }]);
  model.tell("msg:custom", { answer: 1, found: [[0.5, 0.25]] });
  const [[, first, , second]] = await found;
  assert.deepEqual([first, second], [0.5, 0.25]);
});

test("a kernel that was restarted is away at once", async () => {
  const model = fakeModel({ run: SENT });
  model.send = () => {
    throw new Error("Cannot send");
  };
  const { api } = askKernel(model, DOCUMENT, () => {});
  assert.equal((await problemOf(api.trace({ pins: [] }))).status, 0);
});

test("the theme is the notebook's, in whatever way it says it, and the system's where it says nothing", () => {
  /** @param {string} body @param {string} [root] @param {boolean} [system] */
  const theme = (body, root = "", system = false) => {
    /** @param {string} own */
    const place = (own) => ({ matches: (/** @type {string} */ selector) => own !== "" && selector.includes(own) });
    return themeOf({ body: place(body), documentElement: place(root) }, system);
  };
  assert.equal(theme("[data-jp-theme-light='false']"), "dark");
  assert.equal(theme("[data-jp-theme-light='true']", "", true), "light");
  assert.equal(theme(".vscode-dark"), "dark");
  assert.equal(theme(".vscode-light", "", true), "light");
  assert.equal(theme("", "[theme='dark']"), "dark");
  assert.deepEqual([theme("", "", true), theme("")], ["dark", "light"]);
});

test("the caption leaves nothing out in silence", () => {
  const words = {
    "lab.lanes.separator": ", ",
    "widget.all": "all {units}",
    "widget.some": "{lanes} of {units}",
    "widget.sequence": "sequence {sequence} of {count}",
    "widget.backward": "backward",
    "widget.fixed": "fixed",
    "widget.counting": "from 1",
  };
  const messages = createMessages(words, "en");
  const whole = { ...DOCUMENT, units: [0, 1, 2, 3], backward: false, sequence: null, turnable: true };
  assert.equal(captionOf(messages, whole), "all 4 from 1");
  const part = { ...DOCUMENT, backward: true, sequence: [1, 3], turnable: false };
  assert.equal(captionOf(messages, part), "2, 4 of 4 sequence 2 of 3 backward fixed from 1");
});

test("the step is Python's and the picture's; neither echoes the other", () => {
  const model = fakeModel({ step: 3 });
  /** @type {any[]} */
  const dispatched = [];
  let state = /** @type {any} */ ({ step: 3, phase: 2, trace: null });
  /** @type {(state: any) => void} */
  let changed = () => {};
  const end = shareStep(model, {
    get: () => state,
    dispatch: (action) => dispatched.push(action),
    subscribe(listener) {
      changed = listener;
      return () => {
        changed = () => {};
      };
    },
  });
  changed({ ...state, step: 0 }); // no run yet: the step that Python wants stays
  assert.equal(model.get("step"), 3);
  state = { step: 5, phase: 2, trace: {} };
  changed(state);
  assert.deepEqual([model.get("step"), model.saves()], [5, 1]);
  model.tell("change:step", null);
  assert.deepEqual(dispatched, []);
  model.set("step", 1);
  model.tell("change:step", null);
  assert.deepEqual(dispatched, [{ type: "seek", step: 1, phase: 2 }]);
  end();
  changed({ ...state, step: 7 });
  assert.equal(model.get("step"), 1);
});
