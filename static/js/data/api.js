/**
 * What the server is asked about models and their runs.
 *
 * @typedef {import("./types.js").Preset} Preset
 * @typedef {import("./types.js").PresetSummary} PresetSummary
 * @typedef {import("./types.js").Pin} Pin
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {{preset: string, weights?: import("./types.js").Weights, inputs?: number[][], text?: string,
 *   pins: readonly Pin[], own?: import("./model_names.js").OwnPlace & {lstmName?: string}, units?: readonly number[],
 *   h0?: number[], C0?: number[]}} Question
 *   `weights`: instead of the preset's own; `own`: of an uploaded model; `units`: only these
 */

import { ask, call } from "./http.js";

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

/** What the picture needs, without the reasons of a valve's setting. */
export const SHOWN_FIELDS = Object.freeze(FIELDS.filter((name) => name !== "terms" && !name.startsWith("z_")));

/** The exact run that a question asks for. @param {Question} question */
export const traceRequest = ({ preset, weights, inputs, text, pins, h0, C0 }) => ({
  model: weights ? { weights } : { preset },
  ...(text === undefined || weights ? { inputs } : { text }), // the server knows the letters of presets only
  pins,
  ...(C0 ? { h0, C0 } : {}),
  digits: null,
});

/** @typedef {ReturnType<typeof createApi>} Api */

/**
 * @param {typeof fetch} send
 * @param {string} root
 * @param {readonly string[]} fields what a trace of a preset is asked for
 */
export function createApi(send = (...args) => fetch(...args), root = "/api/v1", fields = FIELDS) {
  return {
    /** @returns {Promise<PresetSummary[]>} */
    presets: async () => (await call(`${root}/presets`, {}, send)).presets,

    /** @param {string} name @returns {Promise<Preset>} */
    preset: (name) => call(`${root}/presets/${encodeURIComponent(name)}`, {}, send),

    /**
     * @param {Question} question
     * @returns {Promise<Trace>}
     */
    async trace(question) {
      const answer = await ask(send, `${root}/traces`, { ...traceRequest(question), fields });
      return answer.layers[0].trace;
    },

    /**
     * Of an output: null is the last step, and all units added up.
     *
     * @param {Question} question
     * @param {{step: number|null, unit: number|null}} output
     * @returns {Promise<import("./types.js").Gradients>}
     */
    async gradients(question, { step, unit }) {
      const units = unit === null ? null : [unit];
      const request = { ...traceRequest(question), output: { step, units } };
      return (await ask(send, `${root}/gradients`, request)).gradients;
    },
  };
}
