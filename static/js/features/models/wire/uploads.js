/**
 * Files on their way to the server: models, whose progress is watched, and inputs.
 *
 * @typedef {import("../../../data/types.js").UploadedModel} UploadedModel
 * @typedef {import("../../../data/outside.js").Outside} Outside
 */

import { ApiError, ask, call } from "../../../data/http.js";

/**
 * `fetch` cannot report the progress of what it sends.
 *
 * @param {Pick<Outside, "at"|"lang"|"request">} outside
 * @param {File} file
 * @param {{vocabulary?: File, progress?: (share: number) => void, signal?: AbortSignal}} [more] `vocabulary`: kept with the model
 * @returns {Promise<UploadedModel & {deletion_token: string|null}>} rejected with an ApiError
 */
export function sendModel(outside, file, { vocabulary, progress, signal } = {}) {
  const request = outside.request();
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ title) => reject(new ApiError({ status: 0, title, detail: "", errors: [] }));
    request.upload.onprogress = ({ loaded, total }) => progress?.(total ? loaded / total : 1);
    request.onerror = () => fail("unreachable");
    request.onabort = () => fail("aborted");
    request.onload = () => {
      const { status, statusText, response } = request;
      if (status >= 200 && status < 300 && response) resolve(response);
      else reject(ApiError.of(status, statusText, response, request.getResponseHeader("Content-Language")));
    };
    signal?.addEventListener("abort", () => request.abort());
    request.open("POST", outside.at("/api/v1/models"));
    request.responseType = "json";
    request.setRequestHeader("Accept-Language", outside.lang);
    const form = formWith(file, file.name);
    if (vocabulary) form.append("vocabulary", vocabulary, vocabulary.name);
    request.send(form);
  });
}

/**
 * Sends a table and returns its numbers.
 *
 * @param {Pick<Outside, "fetch">} outside
 * @param {Blob} content
 * @param {string} name
 * @param {number} columns that the model reads
 * @returns {Promise<{names: string[]|null, steps: number, inputs: number[][], labels?: string[], shape?: number[]}>} rejected with an ApiError
 */
export const sendInputs = (outside, content, name, columns) =>
  call(outside.fetch, `/api/v1/inputs?columns=${columns}`, { method: "POST", body: formWith(content, name) });

/**
 * Sends a text, or ids; returns its tokens and their rows in the model's embedding.
 *
 * @param {Pick<Outside, "fetch">} outside
 * @param {object} request as the API takes it
 * @returns {Promise<{ids: number[], labels: string[], inputs: number[][]}>} rejected with an ApiError
 */
export const sendText = (outside, request) => ask(outside.fetch, "/api/v1/tokens", request);

/** @param {Blob} content @param {string} name */
function formWith(content, name) {
  const form = new FormData();
  form.append("file", content, name);
  return form;
}
