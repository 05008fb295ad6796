/**
 * Requests to the server about trainings.
 *
 * @typedef {import("./plan.state.js").Plan} Plan
 * @typedef {import("./runs.state.js").Run} Run
 * @typedef {import("./preset.js").Checkpoint} Checkpoint
 * @typedef {import("../../data/api.js").Question} Question
 * @typedef {{name: string, kind: string, defaults: Plan}} Task
 * @typedef {{id: string, preset: string|null, plan: Plan}} Recorded
 * @typedef {{tasks: Task[], series: {defaults: Plan}, learning_rates: {name: string, value: number}[], recorded: Recorded[],
 *   limits: Record<string, number>}} Offer what can be learnt on this server
 */

import { traceRequest } from "../../data/api.js";
import { ask, call } from "../../data/http.js";
import { traceFields } from "../../unit/blueprint.js";
import { wishOf } from "./plan.state.js";

const ROOT = "/api/v1/trainings";

/** @param {typeof fetch} send */
export function createTrainings(send) {
  return {
    /** @returns {Promise<Offer>} */
    offer: () => call(send, `${ROOT}/tasks`),

    /**
     * Makes a training that waits before its first step, or finds the recorded run that comes closest to a plan.
     *
     * @param {Plan} plan
     * @param {import("./runs.state.js").Role} role
     * @param {boolean} recorded
     * @returns {Promise<Run>}
     */
    async begin(plan, role, recorded) {
      const { place_in_queue: place, ...run } = await ask(send, ROOT, {
        plan: wire(plan),
        ...(recorded ? { recorded } : { paused: true }),
      });
      const { id, status, weights, rivals, checkpoints, error } = run;
      const own = { plan: recorded ? run.plan : plan, recorded, checkpoints };
      return { role, id, key: wishOf(plan, recorded), ...own, weights, rivals, status, place, error, points: [] };
    },

    /** @param {string} id */
    read: (id) => call(send, `${ROOT}/${id}`),

    /** @param {string} id @param {"pause"|"resume"} verb */
    set: (id, verb) => call(send, `${ROOT}/${id}/${verb}`, { method: "POST" }),

    /** Pauses while the page goes away: the browser sends it all the same. @param {string} id */
    leave: (id) => send(`${ROOT}/${id}/pause`, { method: "POST", keepalive: true }).catch(() => null),

    /** @param {string} id */
    remove: (id) => call(send, `${ROOT}/${id}`, { method: "DELETE" }),

    /** @param {string} id @param {number} n @returns {Promise<Checkpoint>} */
    checkpoint: (id, n) => call(send, `${ROOT}/${id}/checkpoints/${n}`),

    /** @param {string} id @param {string} field @param {number} lane @param {number} since */
    map: (id, field, lane, since) =>
      call(send, `${ROOT}/${id}/map?${new URLSearchParams({ field, lane: String(lane), since: String(since) })}`),

    /** When valves began to be open or closed. @param {string} id */
    moments: (id) => call(send, `${ROOT}/${id}/moments`),

    /** How far back the last answer looks, for every checkpoint. @param {string} id */
    norms: (id) => call(send, `${ROOT}/${id}/norms`),

    /** The numbers of a table. @param {File} file @returns {Promise<{steps: number, inputs: number[][]}>} */
    table(file) {
      const form = new FormData();
      form.append("file", file, file.name);
      return call(send, "/api/v1/inputs", { method: "POST", body: form });
    },

    /**
     * The run of a preset that `presetOf` made; `of` is its name.
     *
     * @param {Question} question
     * @param {import("../../data/types.js").Preset} preset
     * @returns {Promise<import("../../data/types.js").Trace>}
     */
    async trace(question, preset) {
      const { model, ...rest } = runRequest(question, preset);
      const { name, head } = preset;
      const readout = head ? { V: head.W, c: head.b } : null;
      const request = { ...rest, model: { ...model, readout }, fields: traceFields(question.blueprint) };
      const answer = await ask(send, "/api/v1/traces", request);
      return { ...answer.layers[0].trace, readout: answer.readout, of: name };
    },
  };
}

/**
 * The request for the run of a preset that `presetOf` made.
 *
 * @param {Question} question
 * @param {import("../../data/types.js").Preset} preset
 */
export function runRequest(question, { weights, input }) {
  const inputs = question.inputs ?? [...(question.text ?? "")].map((letter) => input.alphabet?.[letter] ?? []);
  return traceRequest({ ...question, weights, inputs });
}

/** Where a checkpoint is to be had as a file. @param {string} id @param {number} n @param {string} format */
export const fileOf = (id, n, format) => `${ROOT}/${id}/checkpoints/${n}/file?format=${format}`;

/** Either a task or a series. @param {Plan} plan */
function wire({ task, series, ...plan }) {
  return series ? { ...plan, series } : { ...plan, task };
}
