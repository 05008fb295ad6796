/**
 * Uploaded models: described, deleted; and one of their layers in the form of a preset, so that the whole Lab can show it.
 *
 * Above eight units, only those shown are asked for; the rows of a run then have numbers for these alone. The per-unit measures
 * decide which lanes are shown first.
 *
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/types.js").UploadedModel} UploadedModel
 * @typedef {import("../../data/types.js").ModelLayer} ModelLayer
 * @typedef {import("../../data/types.js").Weights} Weights
 * @typedef {import("../../data/model_names.js").UploadPlace} UploadPlace
 * @typedef {import("../../data/outside.js").Store} Store
 * @typedef {(url: string, options?: RequestInit) => Promise<any>} Call
 */

import { uploadName } from "../../data/model_names.js";
import { blueprintNamed, FIRST_BLUEPRINT } from "../../unit/blueprint.js";
import { nameOf } from "./kept.js";
import { starters } from "./starters.js";

const ROOT = "/api/v1/models";
/** Above this number of units, the server sends no weights: there are too many to read. */
const MOST_READABLE = 8;
const NO_NET = Object.freeze({ W: [], U: [], b: [], p: null });

/** @param {string} id @param {Call} ask @param {Store|null} storage @returns {Promise<UploadedModel>} */
async function describe(id, ask, storage) {
  const model = await ask(`${ROOT}/${encodeURIComponent(id)}`);
  return { ...model, name: model.name ?? nameOf(id, storage) };
}

/**
 * Deletes what was sent with each of these tokens. Anything already gone counts as deleted.
 *
 * @param {string} id
 * @param {readonly string[]} tokens
 * @param {Call} ask
 */
export async function forget(id, tokens, ask) {
  const url = `${ROOT}/${encodeURIComponent(id)}`;
  const wishes = tokens.map((token) => ask(url, { method: "DELETE", headers: { "Deletion-Token": token } }));
  const failures = (await Promise.allSettled(wishes)).filter(
    (wish) => wish.status === "rejected" && wish.reason.problem?.status !== 404,
  );
  // The token of a file that was evicted and sent again is useless; the newer one is not.
  if (failures.length === tokens.length) throw /** @type {PromiseRejectedResult} */ (failures[0]).reason;
}

/**
 * Fetches a layer of an uploaded model, in the form of a preset.
 *
 * @param {UploadPlace} wanted replaced by the first layer if it does not exist
 * @param {Call} ask
 * @param {Store|null} storage
 * @returns {Promise<Preset>}
 */
export async function openUpload(wanted, ask, storage) {
  const model = await describe(wanted.id, ask, storage);
  const lstm = model.lstms[wanted.lstm] ? wanted.lstm : 0;
  const { layers } = model.lstms[lstm];
  const found = layers.find(({ layer, direction }) => layer === wanted.layer && direction === wanted.direction);
  const { layer, direction, units, unit } = found ?? layers[0];
  const place = { id: model.id, lstm, layer, direction };
  return asPreset(model, place, units <= MOST_READABLE ? await weightsOf(model, place, ask) : noWeights(unit));
}

/** @param {string} [unit] the name of its blueprint @returns {Weights} */
const noWeights = (unit = FIRST_BLUEPRINT) =>
  Object.fromEntries(blueprintNamed(unit).nets.map(({ letter }) => [letter, NO_NET]));

/** @param {UploadedModel} model @param {UploadPlace} place @param {Call} ask @returns {Promise<Weights>} */
function weightsOf({ id, lstms }, { lstm, layer, direction }, ask) {
  const which = new URLSearchParams({ lstm: lstms[lstm].name, layer: String(layer), direction });
  return ask(`${ROOT}/${encodeURIComponent(id)}/weights?${which}`);
}

/**
 * A layer of an uploaded model in the form of a preset.
 *
 * @param {UploadedModel} model
 * @param {UploadPlace} place that the model has
 * @param {Weights} weights
 * @returns {Preset}
 */
export function asPreset(model, place, weights) {
  const { inputs, layers } = model.lstms[place.lstm];
  const layer = /** @type {ModelLayer} */ (
    layers.find(({ layer, direction }) => layer === place.layer && direction === place.direction)
  );
  return {
    name: uploadName(place),
    title: both(model.name),
    summary: both(""),
    unit: layer.unit,
    units: layer.units,
    inputs,
    peepholes: layer.peepholes,
    weights,
    unit_names: Array.from({ length: layer.units }, () => both("")),
    input: {
      kind: "numbers",
      names: Array.from({ length: inputs }, (_, column) => both(`x${column + 1}`)),
      ranges: [],
      alphabet: null,
    },
    examples: starters(inputs),
    invented: true,
    captions: [],
    training: null,
    upload: { model, ...place },
  };
}

/** The embeddings that make inputs of tokens. @param {UploadedModel} model @param {number} inputs */
export const fittingTables = (model, inputs) => (model.embeddings ?? []).filter((table) => table.inputs === inputs);

/** A text that is the same in every language. @param {string} text */
const both = (text) => ({ en: text, zh: text });
