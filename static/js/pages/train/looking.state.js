/**
 * What the page looks at: a checkpoint of a run, and one field of one lane on the learning map. The lane is the one in the
 * spotlight on the stage.
 *
 * @typedef {import("./runs.state.js").Role} Role
 * @typedef {{inputs: number[][], targets: number[][], mask: number[]}} Example
 * @typedef {{id: string, field: string, lane: number, steps: readonly number[], values: readonly (readonly number[])[], example: Example}} LearningMap
 *   `steps`: the learning step of each row
 * @typedef {object} LookingState
 * @property {number|null} looked the checkpoint in sight; null: the last one told
 * @property {Role} of the run in sight
 * @property {string|null} field on the map; null: the one that says most of this unit
 * @property {LearningMap|null} map
 * @property {{id: string, n: number, step: number}|null} opened the checkpoint whose weights the state has
 *
 * @typedef {{type: "look", n: number|null}
 *   | {type: "look by", by: number}
 *   | {type: "look at run", of: Role}
 *   | {type: "field", field: string}
 *   | {type: "mapped", id: string, field: string, lane: number, since: number, answer: any}
 *   | {type: "checkpoint", id: string, n: number, step: number, preset: import("../../data/types.js").Preset}} LookingAction
 *
 * @typedef {import("./runs.state.js").RunsState & LookingState & import("../../state/app_state.js").AppState} State
 */

import { openPreset } from "../../state/opening.js";
import { blueprintNamed } from "../../unit/blueprint.js";

export const LOOKING_FIELDS = Object.freeze({
  looked: { initial: /** @type {number|null} */ (null), address: spelled("at", /^\d{1,4}$/, Number) },
  of: {
    initial: /** @type {Role} */ ("own"),
    address: spelled("look", /^rival$/, (text) => /** @type {Role} */ (text), "own"),
  },
  field: { initial: /** @type {string|null} */ (null), address: spelled("field", /^[A-Za-z]\w{0,19}$/, String) },
  map: { initial: /** @type {LearningMap|null} */ (null) },
  opened: { initial: /** @type {LookingState["opened"]} */ (null) },
});

/**
 * A field whose value is the text of a parameter; its first value is left out.
 *
 * @template Value
 * @param {"at"|"look"|"field"} name
 * @param {RegExp} pattern
 * @param {(text: string) => Value} read
 * @param {Value|null} [first]
 */
function spelled(name, pattern, read, first = null) {
  const key = /** @type {const} */ ({ at: "looked", look: "of", field: "field" })[name];
  return {
    /** @param {LookingState} state */
    write: (state) => ({ [name]: state[key] === first ? null : String(state[key]) }),
    /** @param {URLSearchParams} place */
    read(place) {
      const text = place.get(name) ?? "";
      return pattern.test(text) ? read(text) : undefined;
    },
  };
}

/** The run in sight: while the own one is made again, none. @param {Pick<State, "runs"|"of">} state */
export const runInSight = ({ runs, of }) => {
  const own = runs.find(({ role }) => role === "own") ?? null;
  return own && (runs.find(({ role }) => role === of) ?? own);
};

/** The checkpoint to be shown, of what the page has told. @param {Pick<State, "runs"|"of"|"told"|"looked">} state */
export function shownOf(state) {
  const run = runInSight(state);
  if (!run?.points.length) return null;
  const last = Math.min(state.told, run.points.length - 1);
  return run.points[Math.min(state.looked ?? last, last)];
}

/** The fields that a map can show: valves, then what is carried. @param {string} unit */
export function fieldsOf(unit) {
  const { heat, charts } = blueprintNamed(unit);
  const valves = heat.map(({ field, kind }) => ({ field, role: kind, isValve: true }));
  const rest = charts.filter((row) => !valves.some(({ field }) => field === row.field));
  return [...valves, ...rest.map(({ field, role }) => ({ field, role, isValve: false }))];
}

/** The field on the map: the valve of the new memory, where a unit has one, unless another is chosen. @param {string} unit @param {string|null} chosen */
export function fieldInSight(unit, chosen) {
  const fields = fieldsOf(unit);
  return (
    fields.find(({ field }) => field === chosen) ??
    fields.find(({ role, isValve }) => isValve && role === "write") ??
    fields[0]
  );
}

/** The rows that the map in the state has of what is in sight. @param {State} state */
export function mapInSight(state) {
  const run = runInSight(state);
  const { map } = state;
  if (!run || map?.id !== run.id) return null;
  const { field } = fieldInSight(run.plan.unit, state.field);
  return map.field === field && map.lane === laneOf(state, run.plan.units) ? map : null;
}

/** The lane on the map. @param {Pick<State, "unit">} state @param {number} units */
export const laneOf = ({ unit }, units) => Math.min(unit, units - 1);

/** @type {import("../../state/compose.js").Cases<State, LookingAction>} */
export const LOOKING_CASES = {
  look: (state, { n }) => ({ ...state, looked: n !== null && n >= state.told && state.learning ? null : n }),
  "look by"(state, { by }) {
    const run = runInSight(state);
    if (!run) return state;
    const last = Math.min(state.told, run.points.length - 1);
    const n = Math.max(0, Math.min(last, (state.looked ?? last) + by));
    return { ...state, looked: n === last ? null : n };
  },
  "look at run": (state, { of }) => ({ ...state, of }),
  field: (state, { field }) => ({ ...state, field }),
  mapped(state, { id, field, lane, since, answer }) {
    const same = since > 0 && state.map?.id === id && state.map.field === field && state.map.lane === lane;
    const [steps, values] = same && state.map ? [state.map.steps, state.map.values] : [[], []];
    if (since !== steps.length) return state;
    return {
      ...state,
      map: {
        id,
        field,
        lane,
        steps: [...steps, ...answer.checkpoints],
        values: [...values, ...answer.values],
        example: state.map?.id === id ? state.map.example : answer.example,
      },
    };
  },
  checkpoint: opened,
};

/** The weights of a checkpoint. What is looked at, and what is held by hand, stays; another unit opens anew. @param {State} state @param {Extract<LookingAction, {type: "checkpoint"}>} action @returns {State} */
function opened(state, { id, n, step, preset }) {
  const before = state.preset;
  const isSame =
    before !== null && before.unit === preset.unit && before.units === preset.units && before.inputs === preset.inputs;
  const moment = { opened: { id, n, step }, untouched: null, measured: null, problem: null };
  if (!isSame) {
    const fresh = { ...state, cells: [], text: "", example: null, trace: null, shown: [], lanes: null, ...moment };
    return { ...state, ...fresh, ...openPreset(fresh, preset), ...moment };
  }
  const isOther = state.opened?.id !== id;
  const example = isOther ? openPreset({ ...state, cells: [], example: null }, preset) : state;
  return { ...state, ...example, ...moment, preset, wanted: preset.name, step: state.step, waiting: true };
}
