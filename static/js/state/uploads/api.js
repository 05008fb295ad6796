/**
 * Requests to the server about uploaded models, in the terms of those about presets.
 *
 * @typedef {import("../../data/api.js").Api} Api
 * @typedef {import("./runs.js").UploadQuestion} UploadQuestion
 */

import { ask, call } from "../../data/http.js";
import { traceFields } from "../../unit/blueprint.js";
import { openUpload } from "./models.js";
import { gradientRequest, layerRequest, readGradients, readTrace } from "./runs.js";

/**
 * @param {import("../../data/outside.js").Outside} outside
 * @param {string} root
 */
export function createModelsApi({ fetch: send, storage }, root = "/api/v1") {
  return {
    /** @param {import("../../data/model_names.js").UploadPlace} place */
    preset: (place) => openUpload(place, (url, options) => call(send, url, options), storage),

    /** @param {UploadQuestion} question */
    async trace(question) {
      // The inputs are already here; those of a higher layer are wider than needed.
      const fields = traceFields(question.blueprint).filter((name) => name !== "x");
      const request = { ...layerRequest(question), fields };
      return readTrace(await ask(send, `${root}/traces`, request), question);
    },

    /**
     * For all units of the layer shown: a file's outputs are not always those of this layer.
     *
     * @param {UploadQuestion} question
     * @param {{step: number|null}} output null: the last step
     */
    async gradients(question, { step }) {
      const { gradients } = await ask(send, `${root}/gradients`, gradientRequest(question, step));
      return readGradients(gradients, question);
    },
  };
}

export { wholeRequest } from "./runs.js";
