/**
 * The address bar's fragment and the part of the state that it holds: model, input, moment, pins, weights, lanes.
 * A fragment stays in the browser: what a person types reaches no log of any server.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").Pin} Pin
 */

import { isOwn, ownName, ownPlace } from "../data/model_names.js";
import { PHASES } from "../unit/phases.js";
import { SPOTLIGHTS } from "../unit/spotlights.js";
import { INITIAL, SPEEDS, VIEWS } from "./app_state.js";
import { lanesOf } from "./models.js";
import { readEdit, writeEdit } from "./weights.js";

const GATES = /** @type {const} */ (["forget", "input", "output"]);
const MOST_CELLS = 2000;
const SCOPES = /** @type {const} */ (["step", "onward", "all"]);

/** @param {AppState} state @returns {string} without the leading # */
export function toAddress(state) {
  const own = ownPlace(state.wanted);
  const place = new URLSearchParams({ model: own ? `id:${own.id}` : state.wanted });
  if (own?.lstm) place.set("lstm", String(own.lstm + 1));
  if (own) place.set("layer", String(own.layer + 1));
  if (own) place.set("direction", own.direction);
  if (state.example) place.set("example", state.example);
  else if (state.preset?.input.kind === "text" || (!state.preset && state.text)) place.set("text", state.text);
  else if (state.cells.length && fitsAddress(state))
    place.set("x", state.cells.map((row) => row.map(encodeCell).join(",")).join(";"));
  if (state.names.length && !state.example && fitsAddress(state))
    place.set("names", state.names.map(encodeCell).join(","));
  place.set("step", String(state.step + 1));
  place.set("phase", PHASES[state.phase].id);
  if (state.view !== INITIAL.view) place.set("view", state.view);
  if (state.backward) place.set("gradient", "back");
  if (state.backward && hasChosen(state.output)) place.set("of", writeOutput(state.output));
  if (state.spotlight) place.set("light", state.spotlight);
  if (state.pins.length) place.set("pins", state.pins.map(writePin).join(" "));
  if (state.edits.length) place.set("w", state.edits.map(writeEdit).join(" "));
  if (state.chosen)
    place.set(
      "lanes",
      lanesOf(state)
        .map((unit) => unit + 1)
        .join(","),
    );
  if (state.unit !== INITIAL.unit) place.set("unit", String(state.unit + 1));
  if (state.gate) place.set("valve", state.gate);
  if (state.scope !== INITIAL.scope) place.set("hold", state.scope);
  if (state.speed !== INITIAL.speed) place.set("speed", String(state.speed));
  return place.toString().replaceAll("%2C", ",").replaceAll("%3B", ";").replaceAll("%3A", ":");
}

/** @param {string} address with or without the leading # @returns {Partial<AppState>} what could be understood */
export function fromAddress(address) {
  const place = new URLSearchParams(address.replace(/^#/, ""));
  const count = place.get("step");
  const phase = PHASES.findIndex(({ id }) => id === place.get("phase"));
  const valve = /** @type {const} */ (["f", "i", "g", "o"]).find((letter) => letter === place.get("valve"));
  const scope = SCOPES.find((known) => known === place.get("hold"));
  const speed = SPEEDS.find((known) => String(known) === place.get("speed"));
  const cells = place.get("x");
  const names = place.get("names");
  const lanes = (place.get("lanes") ?? "").split(",").flatMap((lane) => counted(lane));
  return {
    wanted: modelOf(place) || INITIAL.wanted,
    example: place.get("example"),
    text: place.get("text") ?? "",
    names: names === null ? [] : names.split(",").map(decodeCell),
    cells: cells === null ? [] : cells.split(";").map((row) => row.split(",").map(decodeCell)),
    step: counted(count)[0] ?? 0,
    phase: Math.max(0, phase),
    backward: place.get("gradient") === "back",
    output: readOutput(place.get("of")),
    spotlight: SPOTLIGHTS.find(({ id }) => id === place.get("light"))?.id ?? null,
    view: VIEWS.find((known) => known === place.get("view")) ?? INITIAL.view,
    pins: (place.get("pins") ?? "").split(" ").flatMap(readPin),
    edits: (place.get("w") ?? "").split(" ").flatMap(readEdit),
    unit: counted(place.get("unit"))[0] ?? INITIAL.unit,
    gate: valve ?? null,
    scope: scope ?? INITIAL.scope,
    speed: speed ?? INITIAL.speed,
    ...(lanes.length ? { shown: lanes, chosen: true } : {}),
  };
}

/** @param {AppState["output"]} output */
const hasChosen = ({ step, unit }) => step !== null || unit !== null;

/** @param {AppState["output"]} output for instance `12:3`, step and lane; a part left out stays empty */
const writeOutput = ({ step, unit }) => [step, unit].map((part) => (part === null ? "" : part + 1)).join(":");

/** @param {string|null} text @returns {AppState["output"]} */
function readOutput(text) {
  const [step, unit] = (text ?? "").split(":").map((part) => counted(part)[0] ?? null);
  return { step, unit: unit ?? null };
}

/** @param {URLSearchParams} place */
function modelOf(place) {
  const model = place.get("model");
  if (!model || !isOwn(model)) return model;
  const direction = place.get("direction") === "backward" ? "backward" : "forward";
  const [lstm, layer] = ["lstm", "layer"].map((key) => counted(place.get(key))[0] ?? 0);
  return ownName({ id: model.slice(3), lstm, layer, direction });
}

/** An input of more cells would make an address that nobody can pass on. @param {Pick<AppState, "cells">} state */
export const fitsAddress = ({ cells }) => cells.length * (cells[0]?.length ?? 0) <= MOST_CELLS;

/** @param {string} cell as typed, with what separates cells made harmless */
const encodeCell = (cell) => cell.replace(/[%,;]/g, encodeURIComponent);

/** @param {string} cell */
const decodeCell = (cell) => cell.replace(/%(25|2C|3B)/gi, decodeURIComponent);

/** @param {string|null} text a number that counts from 1 @returns {number[]} the same from 0, or nothing */
const counted = (text) => (text && /^[1-9]\d*$/.test(text) ? [Number(text) - 1] : []);

/** @param {Pin} pin for instance `forget:0.25:1,3:5-9`; a part left out stays empty */
function writePin({ gate, value, units, from, to }) {
  const lanes = units?.map((unit) => unit + 1).join(",") ?? "";
  const steps =
    from === undefined && to === undefined
      ? ""
      : `${from === undefined ? "" : from + 1}-${to === undefined ? "" : to + 1}`;
  return [gate, value, lanes, steps].join(":");
}

/** @param {string} text @returns {Pin[]} the pin, or nothing where the text is none */
function readPin(text) {
  const [name, number, lanes = "", steps = ""] = text.split(":");
  const gate = GATES.find((known) => known === name);
  const value = Number(number);
  if (!gate || !number || !(value >= 0 && value <= 1)) return [];
  const [from, to] = steps.split("-").map((count) => counted(count)[0]);
  const units = lanes.split(",").flatMap(counted);
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
