/**
 * What a person changes by hand: valves that are held, weights, and steps whose input is emptied to see the run without it.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("../data/types.js").GateName} GateName
 * @typedef {import("../data/types.js").GateLetter} GateLetter
 *
 * @typedef {{type: "turn valve", gate: GateName, units: readonly number[]|null, value: number}
 *   | {type: "release valve", gate: GateName, unit: number|null}
 *   | {type: "remove pin", pin: import("../data/types.js").Pin}
 *   | {type: "remove all pins"}
 *   | {type: "set pins", pins: readonly import("../data/types.js").Pin[]}
 *   | {type: "scope", scope: import("./pins.js").Scope}
 *   | {type: "edit weight", gate: GateLetter, part: import("./weights.js").Part, at: readonly number[], value: number}
 *   | {type: "edit bias", gate: GateLetter, units: readonly number[]|null, value: number}
 *   | {type: "reset weights"}
 *   | {type: "empty input", row: number}
 *   | {type: "fill input", row: number}} Touch
 */

import { release, span, turn, without } from "./pins.js";
import { withEdit } from "./weights.js";

/** @type {import("./compose.js").Cases<AppState, Touch>} */
export const TOUCHES = {
  "turn valve": (state, { gate, units, value }) => {
    const pin = { gate, value, ...(units ? { units: [...units] } : {}), ...span(state.scope, state.step) };
    return { ...state, pins: turn(state.pins, pin) };
  },
  "release valve": (state, { gate, unit }) => ({ ...state, pins: release(state.pins, gate, unit, state.step) }),
  "remove pin": (state, { pin }) => ({ ...state, pins: without(state.pins, pin) }),
  "remove all pins": (state) => ({ ...state, pins: [] }),
  "set pins": (state, { pins }) => ({ ...state, pins }),
  scope: (state, { scope }) => ({ ...state, scope }),
  "edit weight": (state, { gate, part, at, value }) =>
    state.preset ? { ...state, edits: withEdit(state.preset.weights, state.edits, { gate, part, at, value }) } : state,
  "edit bias": editBias,
  "reset weights": (state) => ({ ...state, edits: [] }),
  "empty input": (state, { row }) =>
    state.emptied.includes(row)
      ? state
      : { ...state, emptied: [...state.emptied, row].toSorted((one, other) => one - other) },
  "fill input": (state, { row }) => ({ ...state, emptied: state.emptied.filter((other) => other !== row) }),
};

/**
 * @param {AppState} state
 * @param {{gate: GateLetter, units: readonly number[]|null, value: number}} change null: every unit
 * @returns {AppState}
 */
function editBias(state, { gate, units, value }) {
  const { preset } = state;
  if (!preset) return state;
  const every = units ?? preset.unit_names.map((_, unit) => unit);
  const edits = every.reduce(
    (list, unit) => withEdit(preset.weights, list, { gate, part: "b", at: [unit], value }),
    state.edits,
  );
  return { ...state, edits };
}
