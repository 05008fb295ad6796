/**
 * Trainings as the page follows them: what the server has told of each, and how far the page has told it on. The server may be
 * ahead: then the page tells its checkpoints at its own pace, and going back to the start costs nothing.
 *
 * @typedef {import("./plan.state.js").Plan} Plan
 * @typedef {import("./plan.state.js").UnitName} UnitName
 * @typedef {"queued"|"running"|"paused"|"done"|"diverged"|"failed"} Status
 * @typedef {{n: number, step: number, loss: number|null, validation: number|null, unexplained: number|null,
 *   gradient_norm: number|null, seconds: number}} Point what the server says of a checkpoint
 * @typedef {"own"|"rival"} Role
 * @typedef {object} Run
 * @property {Role} role
 * @property {string} id
 * @property {string} key of the plan for which it was begun, or found
 * @property {Plan} plan of its own: that of a recorded run may be another
 * @property {boolean} recorded
 * @property {number} checkpoints how many there were when it was begun, or found
 * @property {number} weights
 * @property {Record<UnitName, number|null>} rivals by unit, how many have no more weights
 * @property {Status} status
 * @property {number|null} place how many trainings begin before it
 * @property {string|null} error
 * @property {readonly Point[]} points of all checkpoints so far, numbered from 0
 *
 * @typedef {object} RunsState
 * @property {readonly Run[]} runs the person's own, then the one beside it
 * @property {readonly Run[]} kept curves of earlier runs, for comparison
 * @property {boolean} learning
 * @property {number|null} until the checkpoint after which to pause; null: none
 * @property {boolean} goal pause as soon as it knows
 * @property {number|null} pace checkpoints a second; null: as fast as it learns
 * @property {number} told the last checkpoint that the page shows
 *
 * @typedef {{type: "begun", run: Run}
 *   | {type: "dropped", role: Role}
 *   | {type: "point", id: string, point: Point}
 *   | {type: "status", id: string, status: Status, error: string|null}
 *   | {type: "place", id: string, place: number|null}
 *   | {type: "learn", on: boolean}
 *   | {type: "toggle learning"}
 *   | {type: "one chunk"}
 *   | {type: "start again"}
 *   | {type: "goal", on: boolean}
 *   | {type: "pace", pace: number|null}
 *   | {type: "tick"}
 *   | {type: "keep"}
 *   | {type: "forget", id: string}} RunsAction
 */

import { wishOf } from "./plan.state.js";

export const PACES = Object.freeze([2, 10, null]);
export const MOST_KEPT = 3;
/** A network that leaves less than this unexplained knows its task. */
export const KNOWS = 0.05;
/** One that leaves this many times what the mean leaves has overshot. */
const OVERSHOT = 10;
/** What is behind is caught up with by this share at a time. */
const CATCH_UP = 4;

export const RUNS_FIELDS = Object.freeze({
  runs: { initial: /** @type {readonly Run[]} */ (Object.freeze([])) },
  kept: { initial: /** @type {readonly Run[]} */ (Object.freeze([])) },
  learning: { initial: false },
  until: { initial: /** @type {number|null} */ (null) },
  goal: { initial: false },
  pace: { initial: /** @type {number|null} */ (10) },
  told: { initial: 0 },
});

/** @param {RunsState} state */
export const ownRun = ({ runs }) => runs.find(({ role }) => role === "own") ?? null;
/** @param {RunsState} state */
export const rivalRun = ({ runs }) => runs.find(({ role }) => role === "rival") ?? null;

/** The plan by which the own network learns; before there is one, the plan as it is chosen. @param {RunsState & {plan: Plan}} state */
export const planInSight = (state) => ownRun(state)?.plan ?? state.plan;

/** The points that the page shows of a run. @param {Pick<RunsState, "told">} state @param {Run} run */
export const pointsOf = ({ told }, run) => run.points.slice(0, told + 1);

/** Whether nothing more will come of a run. @param {Pick<Run, "status">} run */
export const hasEnded = ({ status }) => status === "done" || status === "diverged" || status === "failed";

/** Whether everything is told of a run that has ended. @param {RunsState} state @param {Run|null} run */
export const isOver = (state, run) => run !== null && isWhole(run) && state.told >= run.points.length - 1;

/** Whether a run has ended and all its points are here: of one that had ended before, they still come. @param {Run} run */
const isWhole = (run) => hasEnded(run) && (run.status === "failed" || run.points.length >= run.checkpoints);

/** Where learning made a network far worse than an answer that is always the same: the worst checkpoint, or null. @param {readonly Point[]} points */
export function overshot(points) {
  const size = (/** @type {Point} */ { unexplained }) => unexplained ?? Infinity;
  const far = points.filter((point) => point.n > 0 && size(point) > OVERSHOT);
  return far.length ? far.reduce((worst, point) => (size(point) > size(worst) ? point : worst)) : null;
}

/** @typedef {RunsState & import("./plan.state.js").PlanState} State */

/** Whether the network in sight is the one that the plan asks for: after a change of the plan, that one is still on its way. @param {State} state */
export const isAsPlanned = (state) => ownRun(state)?.key === wishOf(state.plan, state.recorded);

/** @param {State} state */
const areOver = (state) => isAsPlanned(state) && state.runs.every((run) => isOver(state, run));

/** Whether the server has to compute. @param {State} state */
export function needsServer(state) {
  const own = ownRun(state);
  const { learning, until } = state;
  return learning && own !== null && isAsPlanned(state) && (until === null || own.points.length <= until);
}

/** @type {import("../../state/compose.js").Cases<State, RunsAction>} */
export const RUNS_CASES = {
  begun: (state, { run }) => {
    const others = state.runs.filter(({ role }) => role !== run.role);
    const runs = run.role === "own" ? [run, ...others] : [...others, run];
    return { ...state, runs, ...(run.role === "own" ? awaited(state) : {}) };
  },
  dropped: (state, { role }) => ({
    ...state,
    runs: state.runs.filter((run) => run.role !== role),
    ...(role !== "own" ? {} : isAsPlanned(state) ? stopped(0) : awaited(state)),
  }),
  point: (state, { id, point }) =>
    changed(state, id, ({ points }) => (point.n === points.length ? { points: [...points, point] } : {})),
  status: (state, { id, status, error }) => changed(state, id, () => ({ status, error })),
  place: (state, { id, place }) => changed(state, id, () => ({ place })),
  learn: (state, { on }) => learn(state, on),
  "toggle learning": (state) => learn(state, !state.learning),
  "one chunk": (state) =>
    state.learning || (isAsPlanned(state) && isOver(state, ownRun(state)))
      ? state
      : { ...state, learning: true, until: state.told + 1 },
  "start again": (state) => ({ ...state, ...stopped(0) }),
  goal: (state, { on }) => ({ ...state, goal: on }),
  pace: (state, { pace }) => ({ ...state, pace }),
  tick,
  keep(state) {
    const own = ownRun(state);
    if (!own || state.told === 0 || state.kept.some(({ id }) => id === own.id)) return state;
    return { ...state, kept: [...state.kept, { ...own, points: pointsOf(state, own) }].slice(-MOST_KEPT) };
  },
  forget: (state, { id }) => ({ ...state, kept: state.kept.filter((run) => run.id !== id) }),
};

/** @param {State} state @param {boolean} on @returns {State} */
const learn = (state, on) => ({ ...state, learning: on && !areOver(state), until: null });

/** @param {number} told */
const stopped = (told) => ({ learning: false, until: null, told });

/** Who asked to learn before the network was there has asked that network. @param {State} state */
const awaited = ({ until }) => ({ told: 0, until: until === null ? null : 1 });

/** @param {State} state @param {string} id @param {(run: Run) => Partial<Run>} change */
const changed = (state, id, change) => ({
  ...state,
  runs: state.runs.map((run) => (run.id === id ? { ...run, ...change(run) } : run)),
});

/** Tells the next checkpoint, if it is there; with no pace, more of them at once the further the page is behind. @param {State} state @returns {State} */
function tick(state) {
  const own = ownRun(state);
  if (!state.learning || !own || !isAsPlanned(state)) return state;
  const ahead = own.points.length - 1 - state.told;
  if (ahead <= 0) return areOver(state) ? { ...state, ...stopped(state.told) } : state; // what is beside it may still learn
  const by = state.pace === null && state.until === null ? Math.ceil(ahead / CATCH_UP) : 1;
  const seen = own.points.slice(state.told + 1, state.told + 1 + by);
  const knows = state.goal ? seen.find(({ unexplained }) => unexplained !== null && unexplained < KNOWS) : undefined;
  const told = knows?.n ?? state.told + by;
  const isDone = knows !== undefined || told === state.until || areOver({ ...state, told });
  return { ...state, told, ...(isDone ? stopped(told) : {}) };
}
