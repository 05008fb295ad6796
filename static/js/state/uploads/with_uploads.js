/**
 * Uploaded models beside presets: what a page needs of them before any other of their code is fetched.
 *
 * @typedef {import("../../data/api.js").Api} Api
 * @typedef {import("../../data/api.js").Question} Question
 * @typedef {import("../../data/outside.js").Outside} Outside
 * @typedef {() => Promise<Pick<typeof import("./api.js"), "createModelsApi"|"wholeRequest">>} Open
 */

import { traceRequest } from "../../data/api.js";
import { unreachable } from "../../data/http.js";
import { uploadPlace } from "../../data/model_names.js";

/**
 * An API for uploaded models as well as presets.
 *
 * @param {Api} api
 * @param {Open} open fetches the rest
 * @param {Outside} outside
 * @returns {Api}
 */
export function withModels(api, open, outside) {
  const models = async () => (await reached(open)).createModelsApi(outside);
  return {
    ...api,
    async preset(name) {
      const place = uploadPlace(name);
      return place ? (await models()).preset(place) : api.preset(name);
    },
    async trace(question) {
      return isOfModel(question) ? (await models()).trace(question) : api.trace(question);
    },
    async gradients(question, output) {
      return isOfModel(question) ? (await models()).gradients(question, output) : api.gradients(question, output);
    },
  };
}

/** Returns the request for a whole run. @param {Open} open @returns {(question: Question) => Promise<object>} */
export const requestOf = (open) => async (question) =>
  isOfModel(question) ? (await open()).wholeRequest(question) : traceRequest(question);

/** @param {Question} question @returns {question is Question & {upload: NonNullable<Question["upload"]>, inputs: number[][]}} */
const isOfModel = (question) => question.upload !== undefined && question.inputs !== undefined;

/** If a door cannot be fetched, the server cannot be reached. @param {Open} open */
async function reached(open) {
  try {
    return await open();
  } catch (error) {
    throw unreachable(error);
  }
}
