/**
 * The server's JSON API. Every failure, also a server that cannot be reached, is a rejected ApiError with a Problem.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Preset} Preset
 * @typedef {import("./types.js").PresetSummary} PresetSummary
 * @typedef {import("./types.js").Pin} Pin
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {{preset: string, weights?: import("./types.js").Weights, inputs?: number[][], text?: string,
 *   pins: readonly Pin[]}} Question `weights`: instead of the preset's own
 */

const FIELDS = Object.freeze([
  "x",
  "h0",
  "C0",
  "h_prev",
  "C_prev",
  "z_f",
  "z_i",
  "z_g",
  "z_o",
  "f",
  "i",
  "g",
  "o",
  "kept",
  "added",
  "C",
  "tanh_C",
  "h",
  "terms",
]);

export class ApiError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The exact run that a question asks for. @param {Question} question */
export const traceRequest = ({ preset, weights, inputs, text, pins }) => ({
  model: weights ? { weights } : { preset },
  ...(text === undefined || weights ? { inputs } : { text }), // the server knows the letters of presets only
  pins,
  digits: null,
});

/**
 * @param {typeof fetch} send
 * @param {string} root
 */
export function createApi(send = (...args) => fetch(...args), root = "/api/v1") {
  return {
    /** @returns {Promise<PresetSummary[]>} */
    presets: async () => (await call(send, `${root}/presets`)).presets,

    /** @param {string} name @returns {Promise<Preset>} */
    preset: (name) => call(send, `${root}/presets/${encodeURIComponent(name)}`),

    /**
     * @param {Question} question
     * @returns {Promise<Trace>}
     */
    async trace(question) {
      const answer = await ask(send, `${root}/traces`, { ...traceRequest(question), fields: FIELDS });
      return answer.layers[0].trace;
    },

    /**
     * Of the last output, all units added up.
     *
     * @param {Question} question
     * @returns {Promise<import("./types.js").Gradients>}
     */
    gradients: async (question) => (await ask(send, `${root}/gradients`, traceRequest(question))).gradients,
  };
}

/** @param {typeof fetch} send @param {string} url @param {unknown} body */
const ask = (send, url, body) =>
  call(send, url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/**
 * @param {typeof fetch} send
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function call(send, url, options) {
  let response;
  try {
    response = await send(url, options);
  } catch (error) {
    throw new ApiError({ status: 0, title: "unreachable", detail: String(error), errors: [] });
  }
  const isJson = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  const body = isJson ? await response.json().catch(() => null) : null;
  if (response.ok && body) return body;
  throw new ApiError({
    status: response.ok ? 0 : response.status,
    title: body?.title ?? response.statusText,
    detail: body?.detail ?? "",
    errors: body?.errors ?? [],
  });
}
