/**
 * Makes the server do what the state says: a training for the plan and one beside it, each learning, paused or dropped; and carries
 * back what it tells of them.
 *
 * @typedef {import("./state.js").TrainState} State
 * @typedef {import("./state.js").TrainAction} Action
 * @typedef {import("./plan.state.js").Plan} Plan
 * @typedef {import("./runs.state.js").Role} Role
 * @typedef {import("./runs.state.js").Run} Run
 * @typedef {ReturnType<typeof import("./requests.js").createTrainings>} Trainings
 * @typedef {import("./asking.js").Listen} Listen
 */

import { asking, hearing } from "./asking.js";
import { wishOf } from "./plan.state.js";
import { hasEnded, needsServer, ownRun, rivalRun } from "./runs.state.js";

/** How long a plan has to stay as it is before it is sent, in ms. */
const STILL = 250;

/** The plan of what learns beside the own network: as many of its units as have no more weights. @param {State} state @returns {Plan|null} */
export function rivalPlan(state) {
  const own = ownRun(state);
  const units = state.rival && own ? own.rivals[state.rival] : null;
  if (!own || !state.rival || !units || own.key !== wishOf(state.plan, state.recorded)) return null;
  return state.rival === state.plan.unit ? null : { ...state.plan, unit: state.rival, units };
}

/**
 * @param {{get: () => State, dispatch: (action: Action) => void, subscribe: (listener: (state: State) => void) => unknown}} store
 * @param {Trainings} trainings
 * @param {Listen} listen
 */
export function startTeacher(store, trainings, listen) {
  const { get, dispatch } = store;
  const once = asking(dispatch, () => react(get()));
  const streams = hearing(dispatch, listen, (id) =>
    once(`read ${id}`, async () => {
      const { status, error } = await trainings.read(id);
      dispatch({ type: "status", id, status, error });
    }),
  );
  /** @type {Map<Role, string>} the plan that was refused */
  const refused = new Map();
  /** @type {Set<string>} what the server failed to do since a person last asked for something */
  const stuck = new Set();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let still;
  let seen = "";
  let wish = "";

  /** @param {State} state */
  function react(state) {
    const key = wishOf(state.plan, state.recorded) + state.rival + state.attempt;
    if (key !== seen) {
      clearTimeout(still);
      still = setTimeout(() => arrange(get()), seen === "" ? 0 : STILL);
      seen = key;
      refused.clear();
    } else if (still === undefined) arrange(state);
    const now = [state.learning, state.until, state.attempt].join();
    if (now !== wish) stuck.clear();
    wish = now;
    for (const run of state.runs) follow(state, run);
    streams.keep(state.runs.map(({ id }) => id));
  }

  /** Begins what the plan asks for, and drops what it does not. @param {State} state */
  function arrange(state) {
    still = undefined;
    const own = ownRun(state);
    replace(state, "own", own, state.plan);
    if (own?.key === wishOf(state.plan, state.recorded)) replace(state, "rival", rivalRun(state), rivalPlan(state));
  }

  /** @param {State} state @param {Role} role @param {Run|null} run @param {Plan|null} plan */
  function replace(state, role, run, plan) {
    const { recorded } = state;
    const key = plan && wishOf(plan, recorded);
    if ((run?.key ?? null) === key || refused.get(role) === key) return;
    once(role, async () => {
      if (run) giveUp(run, state, trainings);
      if (run) dispatch({ type: "dropped", role });
      if (!plan || !key) return;
      try {
        dispatch({ type: "begun", run: await trainings.begin(plan, role, recorded) });
      } catch (error) {
        refused.set(role, key);
        throw error;
      }
    });
  }

  /** Lets a run learn or pause, and hears of it while there is something to hear. @param {State} state @param {Run} run */
  function follow(state, run) {
    const { isWanted, verb } = wishFor(state, run);
    const what = `${verb} ${run.id}`;
    if (verb && !stuck.has(what))
      once(what, async () => {
        stuck.add(what);
        const { status, error } = await trainings.set(run.id, verb);
        stuck.delete(what);
        dispatch({ type: "status", id: run.id, status, error });
      });
    streams.want(run.id, run.points.length === 0 || isWanted || isActive(run.status) || !isComplete(run));
  }

  store.subscribe(react);
  react(get());
  return { leave: () => leaveAll(get(), trainings) };
}

/** A kept run is only paused: its curve stays. A recorded one is nobody's. @param {Run} run @param {State} state @param {Trainings} trainings */
function giveUp({ id, status, recorded }, { kept }, trainings) {
  if (recorded) return;
  if (!kept.some((other) => other.id === id)) trainings.remove(id).catch(() => null);
  else if (isActive(status)) trainings.leave(id);
}

/** Stops what learns, because the page goes away. @param {State} state @param {Trainings} trainings */
function leaveAll({ runs }, trainings) {
  for (const { id, status } of runs) if (isActive(status)) trainings.leave(id);
}

/** @param {Run["status"]} status */
const isActive = (status) => status === "queued" || status === "running";

/** What is to become of a run. @param {State} state @param {Run} run */
function wishFor(state, run) {
  const plan = run.role === "own" ? state.plan : rivalPlan(state);
  const isPlanned = plan !== null && run.key === wishOf(plan, state.recorded);
  const isWanted = isPlanned && needsServer(state) && !hasEnded(run);
  const verb = isWanted && run.status === "paused" ? "resume" : !isWanted && isActive(run.status) ? "pause" : null;
  return { isWanted, verb: /** @type {"resume"|"pause"|null} */ (verb) };
}

/** A run that has ended says so after its last checkpoint. @param {Run} run */
const isComplete = ({ points, plan, status, checkpoints }) =>
  points.length >= checkpoints && (status !== "done" || (points.at(-1)?.step ?? 0) >= plan.steps);
