/**
 * The runs of a workbench. Its unit is no preset: each request has its weights, and the page has all else.
 *
 * @typedef {import("./judge.js").Bench} Bench
 * @typedef {import("../../../state/app_state.js").AppState} AppState
 * @typedef {import("../../../data/api.js").Question} Question
 * @typedef {import("../../../data/types.js").Trace} Trace
 */

import { createApi } from "../../../data/api.js";
import { applied } from "../../../state/weights.js";
import { shownFields } from "../../../unit/blueprint.js";
import { judge } from "./judge.js";

/** What a figure asks, for a unit that the server does not know. @param {Bench} bench @param {typeof fetch} send */
export function apiOf({ preset }, send) {
  const api = createApi(shownFields, send);
  return {
    ...api,
    preset: async () => preset,
    trace: (/** @type {Question} */ question) =>
      api.trace({ ...question, weights: question.weights ?? preset.weights }),
  };
}

/**
 * Every trial, run by the server one after the other and judged; all anew if the reader has set other weights meanwhile.
 *
 * @param {Bench} bench
 * @param {() => AppState} get
 * @param {(question: Question) => Promise<Trace>} run
 * @returns {Promise<import("./judge.js").Judged[]>}
 */
export async function every(bench, get, run) {
  const { trials, preset } = bench;
  const state = get();
  const weights = applied(preset.weights, state.edits);
  const found = [];
  for (const { inputs, wanted } of trials) {
    const trace = await run({ preset: preset.name, blueprint: state.blueprint, weights, inputs, pins: [] });
    if (get().edits !== state.edits) return every(bench, get, run);
    found.push({ trace, ...judge(bench, state, trace, wanted) });
  }
  return found;
}
