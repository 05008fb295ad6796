/**
 * What the page asks of a training beside its events: the learning map, and the weights of the checkpoint in sight.
 *
 * @typedef {import("./state.js").TrainState} State
 * @typedef {ReturnType<typeof import("./requests.js").createTrainings>} Trainings
 * @typedef {import("./looking.state.js").LookingAction} LookingAction
 */

import { fieldInSight, laneOf, mapInSight, runInSight, shownOf } from "./looking.state.js";
import { presetOf } from "./preset.js";

/** So many checkpoints stay at hand; dragging the cursor back and forth asks for none twice. */
const KEPT = 256;

/**
 * The rows of the map that are missing.
 *
 * @param {Trainings} trainings
 * @returns {(state: State) => import("../../state/errand.js").Errand<LookingAction>|null}
 */
export const mapErrand = (trainings) => (state) => {
  const run = runInSight(state);
  if (!run?.points.length) return null;
  const since = mapInSight(state)?.values.length ?? 0;
  if (since > Math.min(state.told, run.points.length - 1)) return null;
  const { field } = fieldInSight(run.plan.unit, state.field);
  const lane = laneOf(state, run.plan.units);
  const { id } = run;
  return {
    key: [id, field, lane, since, run.points.length, state.attempt],
    async ask() {
      const answer = await trainings.map(id, field, lane, since);
      return { type: "mapped", id, field, lane, since, answer };
    },
  };
};

/**
 * The moments of the run in sight, while nothing is learnt: before that they would change with every checkpoint.
 *
 * @param {Trainings} trainings
 * @returns {(state: State) => import("../../state/errand.js").Errand<import("./insight.state.js").InsightAction>|null}
 */
export const momentsErrand = (trainings) => (state) => {
  const run = runInSight(state);
  const count = run?.points.length ?? 0;
  if (!run || state.learning || count < 2) return null;
  const { id } = run;
  if (state.moments?.id === id && state.moments.count === count) return null;
  return {
    key: [id, count, state.attempt],
    async ask() {
      const { moments, checkpoints } = await trainings.moments(id);
      return { type: "moments", id, count: Math.max(count, checkpoints), found: moments };
    },
  };
};

/**
 * How far back the last answer of each run looks, while nothing is learnt.
 *
 * @param {Trainings} trainings
 * @returns {(state: State) => import("../../state/errand.js").Errand<import("./insight.state.js").InsightAction>|null}
 */
export const normsErrand = (trainings) => (state) => {
  const lacking = state.learning
    ? undefined
    : state.runs.find(({ id, points }) => points.length > (state.norms[id]?.length ?? 0));
  if (!lacking) return null;
  const { id, points } = lacking;
  return {
    key: [id, points.length, state.attempt],
    async ask() {
      const { norms } = await trainings.norms(id);
      return { type: "norms", id, rows: norms };
    },
  };
};

/**
 * The weights of the checkpoint in sight, once its example is known.
 *
 * @param {Trainings} trainings
 * @param {import("../../data/messages.js").Messages} messages
 * @returns {(state: State) => import("../../state/errand.js").Errand<LookingAction>|null}
 */
export function checkpointErrand(trainings, messages) {
  /** @type {Map<string, import("./preset.js").Checkpoint>} */
  const kept = new Map();

  return (state) => {
    const run = runInSight(state);
    const point = shownOf(state);
    if (!run || !point || state.map?.id !== run.id) return null;
    const { example } = state.map;
    const { id } = run;
    const { n } = point;
    if (state.opened?.id === id && state.opened.n === n) return null;
    const key = `${id} ${n}`;
    return {
      key: [key, state.opened, state.attempt],
      async ask() {
        const found = kept.get(key) ?? (await trainings.checkpoint(id, n));
        kept.set(key, found);
        if (kept.size > KEPT) kept.delete(String(kept.keys().next().value));
        return { type: "checkpoint", id, n, step: found.step, preset: presetOf(messages, run, example, found) };
      },
    };
  };
}
