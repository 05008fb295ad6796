/**
 * Lets the server learn a plan with other seeds, two at a time, and carries back their curves. What has ended is deleted there: its
 * curve is all that is shown.
 *
 * @typedef {import("./state.js").TrainState} State
 * @typedef {import("./state.js").TrainAction} Action
 * @typedef {import("./runs.state.js").Run} Run
 * @typedef {ReturnType<typeof import("./requests.js").createTrainings>} Trainings
 */

import { wishOf } from "./plan.state.js";
import { hasEnded, ownRun } from "./runs.state.js";
import { othersOf, wantedOf } from "./seeds.state.js";

/** A server lets a client have four at a time, of which the page's own network and the one beside it are two. */
const AT_ONCE = 2;

/**
 * @param {{get: () => State, dispatch: (action: Action) => void, subscribe: (listener: (state: State) => void) => unknown}} store
 * @param {Trainings} trainings
 * @param {import("./asking.js").Listen} listen
 */
export function startSeeds({ get, dispatch, subscribe }, trainings, listen) {
  /** @type {Map<string, import("./asking.js").Stream>} */
  const streams = new Map();
  let isAsking = false;

  /** @param {State} state */
  function react(state) {
    const of = wantedOf(state);
    if (state.seeds.of !== of) {
      for (const id of streams.keys()) end(id);
      dispatch({ type: "seeds of", of });
    } else if (of && !isAsking) begin(state);
  }

  /** Begins the next one, if there is room. @param {State} state */
  async function begin(state) {
    const { runs, of } = state.seeds;
    const next = othersOf(state.plan)[runs.length];
    const isSettled = ownRun(state)?.key === wishOf(state.plan, false); // a plan may still be changing
    if (!next || !isSettled || runs.filter((run) => !hasEnded(run)).length >= AT_ONCE) return;
    isAsking = true;
    try {
      const run = await trainings.begin(next, "own", false);
      if (get().seeds.of !== of) return void trainings.remove(run.id).catch(() => null);
      dispatch({ type: "seed begun", run });
      streams.set(
        run.id,
        listen(run.id, (name, data, n) => hear(run.id, name, data, n)),
      );
      await trainings.set(run.id, "resume");
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      dispatch({ type: "seeds", on: false });
      dispatch({ type: "refused", problem });
    } finally {
      isAsking = false;
    }
    react(get());
  }

  /** @param {string} id @param {string} name @param {any} data @param {number} n */
  function hear(id, name, data, n) {
    const run = get().seeds.runs.find((one) => one.id === id);
    if (!run) return;
    if (name === "checkpoint" && n === run.points.length)
      dispatch({ type: "seed told", id, change: { points: [...run.points, { ...data, n }] } });
    const status = name === "lost" ? "failed" : name === "status" ? data.status : null;
    if (!status) return;
    dispatch({ type: "seed told", id, change: { status } });
    if (hasEnded({ status })) end(id);
  }

  /** @param {string} id */
  function end(id) {
    streams.get(id)?.close();
    streams.delete(id);
    trainings.remove(id).catch(() => null);
  }

  subscribe(react);
  return {
    /** Stops what learns, because the page goes away. */
    leave() {
      for (const id of streams.keys()) trainings.leave(id);
    },
  };
}
