import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CHOICES,
  judgeChange,
  judgeMix,
  judgeOpening,
  phaseQuestions,
  pick,
  pinQuestions,
} from "../../../../static/js/features/predict/predictions.state.js";
import { LSTM, PHASES } from "../../support/blueprints.js";
import { random } from "../../support/random.js";
import { randomTrace } from "../../support/sample.js";

/** @typedef {import("../../../../static/js/data/types.js").Trace} Trace */

const STEPS = 6;
const shown = [0, 1, 2, 3];

/**
 * Runs that obey the equations of a step, with openings and amounts that often lie at their ends.
 *
 * @param {number} seed
 * @returns {Trace}
 */
function run(seed) {
  const trace = randomTrace({ steps: STEPS, units: shown.length, seed });
  const { pick: draw, number } = random(seed);
  const opening = () => draw([0, 0.02, 0.5, 0.6, 0.98, 1, number()]);
  const amount = () => draw([0, 0.01, -0.6, 0.7, number(-1, 1)]);
  for (let step = 0; step < STEPS; step++)
    for (const lane of shown) {
      const before = step ? trace.C[step - 1][lane] : trace.C0[lane];
      trace.C_prev[step][lane] = before;
      for (const letter of /** @type {const} */ (["f", "i", "o"])) trace[letter][step][lane] = opening();
      trace.g[step][lane] = amount();
      trace.kept[step][lane] = trace.f[step][lane] * before;
      trace.added[step][lane] = trace.i[step][lane] * trace.g[step][lane];
      trace.C[step][lane] = trace.kept[step][lane] + trace.added[step][lane];
      trace.h[step][lane] = trace.o[step][lane] * Math.tanh(trace.C[step][lane]);
    }
  return trace;
}

/** What a choice claims, by itself, said in other words than the code's. @type {Record<string, (v: Record<string, number>) => boolean>} */
const CLAIMS = {
  shut: ({ opening }) => opening < 0.2,
  half: ({ opening }) => opening > 0.2 && opening < 0.8,
  open: ({ opening }) => opening > 0.8,
  none: ({ opening, water }) => Math.abs(opening * water) < 0.2 * Math.abs(water),
  part: ({ opening, water }) => opening * Math.abs(water) > 0.2 * Math.abs(water) && opening < 0.8,
  all: ({ opening, water }) => opening * Math.abs(water) > 0.8 * Math.abs(water),
  only_old: ({ kept, added }) => Math.abs(kept) > 0.05 && Math.abs(added) < 0.05,
  only_new: ({ kept, added }) => Math.abs(kept) < 0.05 && Math.abs(added) > 0.05,
  both: ({ kept, added }) => Math.abs(kept) > 0.05 && Math.abs(added) > 0.05,
  grows: ({ before, after }) => Math.abs(after) > Math.abs(before) + 0.05 && before * after >= 0,
  shrinks: ({ before, after }) => Math.abs(after) < Math.abs(before) - 0.05 && before * after >= 0,
  turns: ({ before, after }) => before * after < 0 && Math.abs(after - before) > 0.05,
  stays: ({ before, after }) => Math.abs(after - before) < 0.05,
  positive: ({ h }) => h > 0.05,
  negative: ({ h }) => h < -0.05,
};
const NOTHING = {
  mix: (/** @type {Record<string, number>} */ { kept, added }) => Math.abs(kept) < 0.05 && Math.abs(added) < 0.05,
  leaves: (/** @type {Record<string, number>} */ { h }) => Math.abs(h) < 0.05,
};

/** @param {Trace} trace @param {import("../../../../static/js/features/predict/predict.state.js").Question} question */
function truth(trace, { kind, lane, reveals, pin }) {
  const step = Math.floor(reveals / PHASES.length);
  const letters = /** @type {Record<string, "f"|"i"|"o">} */ ({
    forget_opening: "f",
    write_opening: "i",
    output_opening: "o",
    kept: "f",
    added: "i",
  });
  const read = (/** @type {"kept"|"added"|"C"|"C_prev"|"h"|"g"|"f"|"i"|"o"} */ field) => trace[field][step][lane];
  const kept = pin?.gate === "forget" ? pin.value * read("C_prev") : read("kept");
  const added = pin?.gate === "input" ? pin.value * read("g") : read("added");
  return {
    opening: letters[kind] ? read(letters[kind]) : Number.NaN,
    water: kind === "kept" ? read("C_prev") : read("g"),
    kept,
    added,
    before: read("C_prev"),
    after: read("C"),
    h: read("h"),
  };
}

test("of every question exactly one choice is true, and it is the one that counts as right", () => {
  const asked = new Set();
  for (let seed = 1; seed <= 60; seed++) {
    const trace = run(seed);
    for (let step = 0; step < STEPS; step++)
      for (let phase = 0; phase < PHASES.length; phase++) {
        const scene = { blueprint: LSTM, trace, step, phase, pins: [], shown };
        for (const question of [...phaseQuestions(scene), ...pinQuestions(scene)]) {
          const values = truth(trace, question);
          const isTrue = question.choices.map((choice) =>
            choice === "nothing"
              ? NOTHING[question.kind === "leaves" ? "leaves" : "mix"](values)
              : CLAIMS[choice](values),
          );
          assert.deepEqual(
            isTrue.map((is, index) => (is ? index : -1)).filter((index) => index >= 0),
            [question.right],
            `${seed} ${JSON.stringify(question)} ${JSON.stringify(values)}`,
          );
          asked.add(`${question.kind} ${question.choices[question.right]}`);
        }
      }
  }
  const { opening, passage, mix, change, leaves } = CHOICES;
  const kinds = {
    ...{ forget_opening: opening, write_opening: opening, output_opening: opening, kept: passage, added: passage },
    ...{ mix, change, leaves, pin: mix },
  };
  const possible = Object.entries(kinds).flatMap(([kind, choices]) => choices.map((choice) => `${kind} ${choice}`));
  assert.deepEqual([...asked].sort(), possible.sort());
});

test("between two choices nothing is asked", () => {
  for (const opening of [0.11, 0.2, 0.29, 0.71, 0.8, 0.89]) assert.equal(judgeOpening(opening), null, String(opening));
  assert.deepEqual(
    [0, 0.1, 0.3, 0.7, 0.9, 1].map((opening) => judgeOpening(opening)),
    ["shut", "shut", "half", "half", "open", "open"],
  );
  assert.equal(judgeMix(0.05, 0), null);
  assert.equal(judgeMix(0.5, -0.5), null);
  assert.equal(judgeMix(0.5, -0.3), "both");
  assert.equal(judgeChange(0.5, 0.55), null);
  assert.equal(judgeChange(-0.05, 0.5), null);
  assert.equal(judgeChange(10, 10.5), null);
  assert.equal(judgeChange(10, 11), "grows");
  assert.equal(judgeChange(0.5, -0.2), "turns");
});

test("a question reveals the next phase, of the next step after the last one, and of none at the end", () => {
  const trace = run(3);
  const end = { blueprint: LSTM, trace, step: STEPS - 1, phase: PHASES.length - 1, pins: [], shown };
  assert.deepEqual(phaseQuestions(end), []);
  const across = phaseQuestions({ ...end, step: 1 });
  assert.ok(across.length > 0);
  for (const { at, reveals, kind } of across) {
    assert.deepEqual([at, reveals], [11, 12]);
    assert.match(kind, /_opening$/);
  }
});

test("nothing is asked about pinned valves", () => {
  const scene = { blueprint: LSTM, trace: run(4), step: 0, phase: PHASES.length - 1, shown };
  const free = phaseQuestions({ ...scene, pins: [] });
  assert.ok(free.some(({ kind }) => kind === "forget_opening"));
  /** @type {import("../../../../static/js/data/types.js").Pin} */
  const pin = { gate: "forget", value: 0 };
  const held = phaseQuestions({ ...scene, pins: [pin] });
  assert.deepEqual(
    held,
    free.filter(({ kind }) => kind !== "forget_opening"),
  );
});

test("a turned valve is asked about only where it would move, and holds at this step alone", () => {
  const trace = run(5);
  for (const { pin, lane } of pinQuestions({ blueprint: LSTM, trace, step: 2, phase: 1, pins: [], shown })) {
    assert.ok(pin);
    assert.deepEqual([pin.from, pin.to, pin.units], [2, 2, [lane]]);
    const opening = (pin.gate === "forget" ? trace.f : trace.i)[2][lane];
    assert.ok(Math.abs(opening - pin.value) >= 0.5);
  }
});

test("the same moment asks the same question, and without questions nothing is asked", () => {
  const questions = phaseQuestions({ blueprint: LSTM, trace: run(6), step: 0, phase: 2, pins: [], shown });
  assert.equal(pick(questions, 5), pick(questions, 5));
  assert.ok(questions.includes(/** @type {any} */ (pick(questions, 99))));
  assert.equal(pick([], 3), null);
});
