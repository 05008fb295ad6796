/**
 * Requests to the server about models and their runs.
 *
 * @typedef {import("./types.js").Preset} Preset
 * @typedef {import("./types.js").PresetTitle} PresetTitle
 * @typedef {import("./types.js").Pin} Pin
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {{preset: string, blueprint: string, weights?: import("./types.js").Weights, inputs?: number[][], text?: string,
 *   pins: readonly Pin[], upload?: import("./model_names.js").UploadPlace & {lstmName?: string}, units?: readonly number[],
 *   start?: Record<string, number[]|number[][]>, emptied?: readonly number[]}} Question
 *   `weights`: instead of the preset's own; `upload`: of an uploaded model; `units`: only these; `start`: initial states, by name;
 *   `emptied`: rows of the input that are run as zero
 * @typedef {(blueprint: string) => readonly string[]} FieldsOf the fields to ask of a trace
 */

import { emptiedInputs } from "./emptied.js";
import { ask, call } from "./http.js";

/** The unit of weights in requests that name no unit. */
const DEFAULT_UNIT = "lstm";

/** The run that a question asks for. @param {Question} question */
export const traceRequest = ({ preset, blueprint, weights, inputs, text, pins, start, emptied }) => ({
  model: weights ? { weights, ...(blueprint === DEFAULT_UNIT ? {} : { unit: blueprint }) } : { preset },
  ...(text === undefined || weights || emptied ? { inputs: emptiedInputs({ inputs, emptied }) } : { text }), // the server knows the letters of presets only
  pins,
  ...start,
  digits: null,
});

/** @typedef {ReturnType<typeof createApi>} Api */

/**
 * @param {FieldsOf} fieldsOf
 * @param {typeof fetch} send
 * @param {{digits?: number|null, root?: string}} [options] `digits`: how many significant ones the numbers of a trace have; null: exact
 */
export function createApi(fieldsOf, send, { digits = null, root = "/api/v1" } = {}) {
  return {
    /** @returns {Promise<PresetTitle[]>} */
    presets: async () => (await call(send, `${root}/presets`)).presets,

    /** @param {string} name @returns {Promise<Preset>} */
    preset: (name) => call(send, `${root}/presets/${encodeURIComponent(name)}`),

    /** @param {string} name @returns {Promise<{layouts: Record<string, Record<string, any>>}>} a unit, with all its layouts */
    blueprint: (name) => call(send, `${root}/blueprints/${name}`),

    /**
     * @param {Question} question
     * @returns {Promise<Trace>}
     */
    async trace(question) {
      const answer = await ask(send, `${root}/traces`, {
        ...traceRequest(question),
        fields: fieldsOf(question.blueprint),
        digits,
      });
      const { trace } = answer.layers[0];
      return answer.readout ? { ...trace, readout: answer.readout } : trace;
    },

    /**
     * The gradients of an output: a null step is the last one, a null unit the sum of all units.
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
