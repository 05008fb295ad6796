/**
 * What each unit of a model does over a run, one number per measure, and how closely its valves follow the inputs.
 *
 * @typedef {import("../../../data/api.js").Question} Question
 * @typedef {import("../../../data/types.js").UnitMeasures} UnitMeasures
 */

import { traceRequest } from "../../../data/api.js";
import { ask } from "../../../data/http.js";
import { layerRequest } from "../../../state/uploads/runs.js";

/**
 * @param {typeof fetch} send
 * @param {Question} question
 * @param {readonly number[]|null} mask one number per step, in the order of the inputs
 * @returns {Promise<UnitMeasures>}
 */
export async function measureUnits(send, question, mask) {
  const { units, ...whole } = question;
  const { upload, inputs } = question;
  const { digits, ...request } = upload && inputs ? layerRequest({ ...whole, upload, inputs }) : traceRequest(whole);
  const answer = await ask(send, "/api/v1/units", { ...request, ...(mask ? { mask } : {}) });
  const { age, ...measures } = answer.layers[0];
  return { ...measures, age: age.map((/** @type {number|null} */ steps) => steps ?? 0) };
}
