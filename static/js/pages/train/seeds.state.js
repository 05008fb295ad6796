/**
 * The same plan with other seeds, as faint lines beside its curve: how much of what is seen is luck.
 *
 * @typedef {import("./plan.state.js").Plan} Plan
 * @typedef {import("./runs.state.js").Run} Run
 * @typedef {{on: boolean, of: string, runs: readonly Run[]}} Seeds `of`: the plan with whose seeds the runs are compared, as a key
 * @typedef {{seeds: Seeds}} SeedsState
 * @typedef {{type: "seeds", on: boolean}
 *   | {type: "seeds of", of: string}
 *   | {type: "seed begun", run: Run}
 *   | {type: "seed told", id: string, change: Partial<Run>}} SeedsAction
 */

import { keyOf } from "./plan.state.js";
import { hasEnded, KNOWS, ownRun } from "./runs.state.js";

/** Besides the plan's own seed. */
const OTHERS = 4;
const MOST_SEED = 2 ** 31;

/** @typedef {SeedsState & import("./runs.state.js").RunsState & import("./plan.state.js").PlanState} State */

export const SEEDS_FIELDS = Object.freeze({
  seeds: { initial: /** @type {Seeds} */ (Object.freeze({ on: false, of: "", runs: Object.freeze([]) })) },
});

/** The plans that differ in their seed alone. @param {Plan} plan @returns {Plan[]} */
export const othersOf = (plan) =>
  Array.from({ length: OTHERS }, (_, n) => ({ ...plan, seed: (plan.seed + n + 1) % MOST_SEED }));

/** The plan whose other seeds are wanted, as a key; empty: none are. A recorded run has no others. @param {State} state */
export const wantedOf = ({ seeds, plan, recorded }) => (seeds.on && !recorded ? keyOf(plan) : "");

/** What all seeds that have ended left at last, and how many of them know their task. @param {State} state */
export function sumOf(state) {
  const own = ownRun(state);
  const ended = [...state.seeds.runs, ...(own ? [own] : [])].filter(hasEnded);
  const left = ended.map((run) => (run.status === "done" ? (run.points.at(-1)?.unexplained ?? null) : null));
  const sorted = left.toSorted((one, other) => (one ?? Infinity) - (other ?? Infinity));
  return {
    count: left.length,
    knows: left.filter((share) => share !== null && share < KNOWS).length,
    least: sorted[0] ?? null,
    most: sorted.at(-1) ?? null,
    isAll: state.seeds.runs.length === OTHERS && state.seeds.runs.every(hasEnded),
  };
}

/** @type {import("../../state/compose.js").Cases<State, SeedsAction>} */
export const SEEDS_CASES = {
  seeds: (state, { on }) => ({ ...state, seeds: { ...state.seeds, on } }),
  "seeds of": (state, { of }) => ({ ...state, seeds: { ...state.seeds, of, runs: [] } }),
  "seed begun": (state, { run }) => ({ ...state, seeds: { ...state.seeds, runs: [...state.seeds.runs, run] } }),
  "seed told": (state, { id, change }) => ({
    ...state,
    seeds: { ...state.seeds, runs: state.seeds.runs.map((run) => (run.id === id ? { ...run, ...change } : run)) },
  }),
};
