/**
 * What the kernel answers, in place of a server: the run with other pins. What the widget came with needs no question.
 *
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../data/types.js").Rows} Rows
 *
 * @typedef {object} Document
 * @property {Preset} preset the layer
 * @property {import("../../unit/blueprint.js").BlueprintJson} blueprint
 * @property {Pin[]} pins that the run had already
 * @property {number[]} units that are shown
 * @property {boolean} backward the run read the last input first
 * @property {[number, number]|null} sequence which one of how many
 * @property {boolean} turnable the kernel can compute the run again
 *
 * @typedef {object} Model the widget's side of what Python holds
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(content: unknown) => void} send
 * @property {(event: string, listener: (content: any) => void) => void} on
 * @property {(event: string, listener: (content: any) => void) => void} off
 */

import { ApiError } from "../../data/http.js";
import { placed, runOf } from "./run.js";

/** So long a kernel may be busy with another cell, in ms. */
const PATIENCE = 20_000;

/**
 * @param {Model} model
 * @param {Document} document
 * @param {(work: () => void, after: number) => unknown} later
 */
export function askKernel(model, { preset, pins: own, units }, later) {
  const { inputs } = preset.examples[0];
  /** @type {Map<number, {answer: (found: any) => void, refuse: (error: ApiError) => void}>} */
  const waiting = new Map();
  let asked = 0;

  /** @param {any} content */
  function hear({ answer, found, refused }) {
    const one = waiting.get(answer);
    waiting.delete(answer);
    if (found) one?.answer(found);
    else one?.refuse(problem(422, refused));
  }

  /** @param {{pins: readonly Pin[], dye?: number}} question @returns {Promise<any>} */
  function ask(question) {
    const id = ++asked;
    return new Promise((answer, refuse) => {
      const giveUp = () => waiting.delete(id) && refuse(problem(0, ""));
      waiting.set(id, { answer, refuse });
      later(giveUp, PATIENCE);
      try {
        model.send({ ask: id, ...question });
      } catch {
        giveUp(); // the kernel was restarted, and does not know the widget
      }
    });
  }

  model.on("msg:custom", hear);
  return {
    api: {
      presets: async () => [],
      preset: async () => preset,
      /** @param {{pins: readonly Pin[]}} question @returns {Promise<Trace>} */
      trace: async ({ pins }) => runOf(isSame(pins, own) ? model.get("run") : await ask({ pins }), inputs),
    },
    /** What of each memory entered at a step, by step and unit. @param {readonly Pin[]} pins @param {number} dye @returns {Promise<Rows>} */
    parts: async (pins, dye) => (await ask({ pins, dye })).map((/** @type {number[]} */ row) => placed(row, units)),
    stop: () => model.off("msg:custom", hear),
  };
}

/** @param {readonly Pin[]} a @param {readonly Pin[]} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {number} status 0: no answer @param {string} detail */
const problem = (status, detail) => new ApiError({ status, title: "", detail, errors: [] });
