/**
 * Asks the server how much the input of each step matters to one number, by three methods, in the Lab's order of steps: a
 * backward layer reads the last input first.
 *
 * @typedef {import("../../data/api.js").Question} Question
 * @typedef {import("../../data/types.js").Problem} Problem
 * @typedef {import("../../data/dye.js").RequestOf} RequestOf
 * @typedef {{step: number, unit: number, field: string|null}} Asked a field of the layer shown; null: an output that is read
 *
 * @typedef {{slopes: number[][]}} Gradient by step and input
 * @typedef {{shares: number[][], nothing: number, error: number, points: number}} Shares by step and input; `nothing`: the number
 *   without any input; `error`: by how much the shares miss the difference
 * @typedef {{losses: (number|null)[]}} Ablation by step: how much of the number goes with the input; null: not asked
 * @typedef {{value: number, gradient: Gradient|Problem, shares: Shares|Problem, ablation: Ablation|Problem}} Worth
 */

import { isTurned, placeOf } from "../../data/dye.js";
import { ask } from "../../data/http.js";

/** Where the server refuses so much work, it is asked for less: fewer points, or one step only. */
const POINTS = [64, 16, 4];

/** @param {typeof fetch} send @param {RequestOf} requestOf @param {Question} question @param {Asked} asked @param {number} dyed @returns {Promise<Worth>} */
export async function worthOf(send, requestOf, question, asked, dyed) {
  const whole = { .../** @type {object} */ (await requestOf(question)), output: outputOf(question, asked) };
  /** @param {...object} methods */
  const first = (...methods) => firstOf(methods.map((method) => () => ask(send, ADDRESS, { ...whole, ...method })));
  /** @template Row @param {Row[]} rows */
  const inOrder = (rows) => (isTurned(question) ? rows.toReversed() : rows);
  const source = placeOf(question, dyed);
  const [gradient, shares, ablation] = await Promise.all([
    first({ method: "gradient" }),
    first(...POINTS.map((points) => ({ method: "integrated_gradients", points }))),
    first({ method: "ablation" }, { method: "ablation", ablated: [source] }),
  ]);
  const known = [gradient, shares, ablation].find(isAnswer);
  if (!known) throw Object.assign(new Error(), { problem: /** @type {{problem: Problem}} */ (gradient).problem });
  return {
    value: known.answer.value,
    gradient: told(gradient, ({ values }) => ({ slopes: inOrder(values) })),
    shares: told(shares, ({ values, at_baseline, completeness_error }, at) => ({
      shares: inOrder(values),
      nothing: at_baseline,
      error: completeness_error,
      points: POINTS[at],
    })),
    ablation: told(ablation, ({ values, steps }, at) => ({
      losses: at
        ? inOrder(Array.from({ length: steps }, (_, step) => (step === source ? values[0] : null)))
        : inOrder(values),
    })),
  };
}

const ADDRESS = "/api/v1/attributions";

/** @typedef {{answer: any, at: number}|{problem: Problem}} Outcome `at`: of which question */

/** The answer to the first question that is not refused. @param {(() => Promise<any>)[]} asks @returns {Promise<Outcome>} */
async function firstOf(asks, at = 0) {
  try {
    return { answer: await asks[at](), at };
  } catch (error) {
    const { problem } = /** @type {{problem?: Problem}} */ (error);
    if (!problem) throw error;
    return problem.status === 422 && at + 1 < asks.length ? firstOf(asks, at + 1) : { problem };
  }
}

/** @param {Outcome} outcome @returns {outcome is {answer: any, at: number}} */
const isAnswer = (outcome) => "answer" in outcome;

/** @template Told @param {Outcome} outcome @param {(answer: any, at: number) => Told} tell @returns {Told|Problem} */
const told = (outcome, tell) => (isAnswer(outcome) ? tell(outcome.answer, outcome.at) : outcome.problem);

/** @param {Question} question @param {Asked} asked */
function outputOf(question, { step, unit, field }) {
  const { upload } = question;
  const place = upload ? { layer: upload.layer, direction: upload.direction } : {};
  return { step: placeOf(question, step), unit, ...(field === null ? {} : { field, ...place }) };
}
