/**
 * What this browser stores about the models that it has opened: their names, and the tokens to delete those that it sent. It is
 * sent nowhere, except to delete a model.
 *
 * @typedef {{id: string, name: string, tokens?: readonly string[]}} UploadSummary `tokens`: each deletes what was sent once
 * @typedef {import("../../data/outside.js").Store} Store
 */

import { KEPT_UPLOADS } from "../../data/model_names.js";
import { keepsake } from "../keepsake.js";

const MOST = 12;
const SHORT = 8;

/** Where the browser stores the models. @param {Store|null} storage */
export const keptUploads = (storage) =>
  keepsake(KEPT_UPLOADS, /** @type {{models: readonly UploadSummary[]}} */ ({ models: [] }), storage);

/**
 * The stored models, unless something else is stored in their place.
 *
 * @param {ReturnType<typeof keptUploads>} kept
 * @returns {readonly UploadSummary[]}
 */
export function listOf(kept) {
  const { models } = kept.read();
  return Array.isArray(models) ? models.filter(isSummary) : [];
}

/** @param {Partial<UploadSummary>|null|undefined} one */
const isSummary = (one) =>
  typeof one?.id === "string" && typeof one.name === "string" && Array.isArray(one.tokens ?? []);

/**
 * The newest first; whoever sends a file twice keeps both tokens.
 *
 * @param {readonly UploadSummary[]} models
 * @param {UploadSummary} newest
 */
export function withNewest(models, newest) {
  const tokens = [...(models.find(({ id }) => id === newest.id)?.tokens ?? []), ...(newest.tokens ?? [])];
  const merged = tokens.length ? { ...newest, tokens } : newest;
  return [merged, ...models.filter(({ id }) => id !== newest.id)].slice(0, MOST);
}

/** The server never reveals what others called a file. @param {string} id @param {Store|null} storage */
export const nameOf = (id, storage) =>
  listOf(keptUploads(storage)).find((one) => one.id === id)?.name ?? `${id.slice(0, SHORT)}…`;

/**
 * Stores what was just sent, and returns everything stored.
 *
 * @param {import("../../data/types.js").UploadedModel & {deletion_token: string|null}} model
 * @param {Store|null} storage
 */
export function keepSent({ id, name, deletion_token }, storage) {
  const kept = keptUploads(storage);
  const models = withNewest(listOf(kept), { id, name, ...(deletion_token ? { tokens: [deletion_token] } : {}) });
  kept.write({ models });
  return models;
}
