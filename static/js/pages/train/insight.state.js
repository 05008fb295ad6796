/**
 * What the server found out about whole trainings, beside the map: when valves began to be open or closed, and how far back the last
 * answer looks at each checkpoint.
 *
 * @typedef {{field: string, lane: number, flag: number|null, level: number, above: boolean, checkpoint: number, step: number}} Moment
 * @typedef {{id: string, count: number, found: readonly Moment[]}} Moments `count`: of how many checkpoints
 * @typedef {Readonly<Record<string, readonly (readonly number[])[]>>} Norms by training, one row per checkpoint
 * @typedef {{moments: Moments|null, norms: Norms}} InsightState
 * @typedef {{type: "moments", id: string, count: number, found: readonly Moment[]}
 *   | {type: "norms", id: string, rows: readonly (readonly number[])[]}} InsightAction
 */

export const INSIGHT_FIELDS = Object.freeze({
  moments: { initial: /** @type {Moments|null} */ (null) },
  norms: { initial: /** @type {Norms} */ (Object.freeze({})) },
});

/** @type {import("../../state/compose.js").Cases<InsightState & import("./runs.state.js").RunsState, InsightAction>} */
export const INSIGHT_CASES = {
  moments: (state, { id, count, found }) => ({ ...state, moments: { id, count, found } }),
  norms(state, { id, rows }) {
    const alive = state.runs.map((run) => run.id);
    const kept = Object.fromEntries(Object.entries(state.norms).filter(([known]) => alive.includes(known)));
    return { ...state, norms: { ...kept, [id]: rows } };
  },
};
