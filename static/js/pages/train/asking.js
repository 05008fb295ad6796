/**
 * How the page talks with the server about trainings: one question at a time of each kind, and a stream for each training.
 *
 * @typedef {import("./state.js").TrainAction} Action
 * @typedef {{close: () => void}} Stream
 * @typedef {(id: string, hear: (name: string, data: any, n: number) => void) => Stream} Listen
 */

const ROLES = /** @type {const} */ (["rival", "own"]);

/**
 * Asks one thing at a time of each kind. A training that is gone is made again; whatever else the server refuses is said.
 *
 * @param {(action: Action) => void} dispatch
 * @param {() => void} after
 */
export function asking(dispatch, after) {
  /** @type {Set<string>} */
  const asked = new Set();
  return async (/** @type {string} */ what, /** @type {() => Promise<void>} */ work) => {
    if (asked.has(what)) return;
    asked.add(what);
    try {
      await work();
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (problem.status === 404) for (const role of ROLES) dispatch({ type: "dropped", role });
      else dispatch({ type: "refused", problem });
      return; // asked again when the state changes, not at once
    } finally {
      asked.delete(what);
    }
    after();
  };
}

/**
 * The streams of what the server tells.
 *
 * @param {(action: Action) => void} dispatch
 * @param {Listen} listen
 * @param {(id: string) => void} lost is told of a stream that the server refuses
 */
export function hearing(dispatch, listen, lost) {
  /** @type {Map<string, Stream>} */
  const streams = new Map();

  /** @param {string} id */
  function close(id) {
    streams.get(id)?.close();
    streams.delete(id);
  }

  /** @param {string} id @param {string} name @param {any} data @param {number} n */
  function hear(id, name, data, n) {
    if (name === "checkpoint") dispatch({ type: "point", id, point: { ...data, n } });
    else if (name === "status") dispatch({ type: "status", id, status: data.status, error: data.error });
    else if (name === "queue") dispatch({ type: "place", id, place: data.place_in_queue });
    else {
      close(id);
      lost(id);
    }
  }

  return {
    /** @param {string} id @param {boolean} isWanted */
    want(id, isWanted) {
      if (!isWanted) close(id);
      else if (!streams.has(id))
        streams.set(
          id,
          listen(id, (...news) => hear(id, ...news)),
        );
    },
    /** Closes all others. @param {readonly string[]} ids */
    keep(ids) {
      for (const id of streams.keys()) if (!ids.includes(id)) close(id);
    },
  };
}
