/**
 * How an address writes the parts of a state, and reads them back. What people count from 1 is written from 1. What cannot be
 * understood is ignored.
 *
 * @typedef {import("../data/types.js").Pin} Pin
 * @typedef {import("./app_state.js").ChosenOutput} ChosenOutput
 */

import { isUpload, uploadName, uploadPlace } from "../data/model_names.js";
import { blueprintNamed, FIRST_BLUEPRINT, isKnown, knownBlueprints } from "../unit/blueprint.js";

/** @param {string|null} text a number that counts from 1 @returns {number[]} the same from 0, or nothing */
export const readCount = (text) => (text && /^[1-9]\d*$/.test(text) ? [Number(text) - 1] : []);

/** @param {string|null} text for instance `1,3` @returns {number[]} */
export const readCounts = (text) => (text ?? "").split(",").flatMap(readCount);

/** @param {readonly number[]} counts */
export const writeCounts = (counts) => counts.map((count) => count + 1).join(",");

/** @param {readonly string[]} row cells as typed, with what separates cells made harmless */
export const writeRow = (row) => row.map((cell) => cell.replace(/[%,;]/g, encodeURIComponent)).join(",");

/** @param {string} text @returns {string[]} */
export const readRow = (text) => text.split(",").map((cell) => cell.replace(/%(25|2C|3B)/gi, decodeURIComponent));

/** @param {ChosenOutput} output for instance `12:3`, step and lane; a part left out stays empty */
export const writeOutput = ({ step, unit }) => [step, unit].map((part) => (part === null ? "" : part + 1)).join(":");

/** @param {string|null} text @returns {ChosenOutput} */
export function readOutput(text) {
  const [step, unit] = (text ?? "").split(":").map((part) => readCount(part)[0] ?? null);
  return { step, unit: unit ?? null };
}

/** @param {Pin} pin for instance `forget:0.25:1,3:5-9`; a part left out stays empty */
export function writePin({ gate, value, units, from, to }) {
  const steps =
    from === undefined && to === undefined
      ? ""
      : [from, to].map((step) => (step === undefined ? "" : step + 1)).join("-");
  return [gate, value, writeCounts(units ?? []), steps].join(":");
}

/** @param {string} text @param {readonly string[]} gates that there are @returns {Pin[]} the pin, or nothing where the text spells no pin */
export function readPin(text, gates) {
  const [name, number, lanes = "", steps = ""] = text.split(":");
  const gate = gates.find((known) => known === name);
  const value = Number(number);
  if (!gate || !number || !(value >= 0 && value <= 1)) return [];
  const [from, to] = steps.split("-").map((count) => readCount(count)[0]);
  const units = readCounts(lanes);
  return [
    {
      gate,
      value,
      ...(units.length ? { units } : {}),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
  ];
}

const MOST_STATES = 2000;
const START = /^[a-zA-Z]0$/;

/** @param {Readonly<Record<string, number[][]>>} starts for instance `h0: 0.5,0;1,-1`, a row for each layer; left out where they are too long @returns {Record<string, string|null>} */
export function writeStarts(starts) {
  const isShort = Object.values(starts).flat(2).length <= MOST_STATES;
  const spelled = Object.entries(starts).map(([name, rows]) => [
    name,
    isShort ? rows.map((row) => row.join(",")).join(";") : null,
  ]);
  return Object.fromEntries(spelled);
}

/** @param {URLSearchParams} place @returns {Record<string, number[][]>} */
export function readStarts(place) {
  const found = [...place].filter(([name]) => START.test(name));
  const read = found.map(([name, text]) => [name, text.split(";").map((row) => row.split(",").map(Number))]);
  return Object.fromEntries(read.filter(([, rows]) => /** @type {number[][]} */ (rows).flat().every(Number.isFinite)));
}

/** @param {string} name of a preset, or of a layer of an uploaded model @returns {Record<string, string|null>} */
export function writeModel(name) {
  const upload = uploadPlace(name);
  if (!upload) return { model: name };
  const { id, lstm, layer, direction } = upload;
  return { model: `id:${id}`, lstm: lstm ? String(lstm + 1) : null, layer: String(layer + 1), direction };
}

/** @param {URLSearchParams} place @returns {string|null} */
export function readModel(place) {
  const model = place.get("model");
  if (!model || !isUpload(model)) return model;
  const direction = place.get("direction") === "backward" ? "backward" : "forward";
  const [lstm, layer] = ["lstm", "layer"].map((key) => readCount(place.get(key))[0] ?? 0);
  return uploadName({ id: model.slice(3), lstm, layer, direction });
}

/** The unit that an address names, otherwise the first one whose names it uses. @param {URLSearchParams} place */
export function readBlueprint(place) {
  const name = place.get("blueprint");
  if (name !== null) return isKnown(name) ? name : FIRST_BLUEPRINT;
  const phase = place.get("phase");
  const gates = (place.get("pins") ?? "")
    .split(" ")
    .filter(Boolean)
    .map((pin) => pin.split(":")[0]);
  const speaks = knownBlueprints().find(
    (unit) => (!phase || unit.phases.some(({ id }) => id === phase)) && gates.every((gate) => gate in unit.gates),
  );
  return speaks?.name ?? FIRST_BLUEPRINT;
}

/** The unit to which an address refers. @param {URLSearchParams} place */
export const unitIn = (place) => blueprintNamed(readBlueprint(place));

/** A place between two stops. @param {string|null} text */
export function readBetween(text) {
  const place = Number(text ?? NaN);
  return place > 0 && place < 2 && place !== 1 ? place : null;
}
