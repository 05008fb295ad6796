/**
 * Brings answers to the server, one after another, each until the server has told that it has it. An answer that has been changed
 * meanwhile is not sent any more.
 *
 * @typedef {import("./following.js").Store} Store
 * @typedef {Pick<ReturnType<typeof import("../../features/classroom/seat_requests.js").createSeatRequests>, "answer">} Requests
 */

import { repeated } from "../../features/classroom/repeated.js";
import { partsOf, unsent } from "./mine.js";

/** @param {Store} store @param {Requests} requests @param {(ms: number) => Promise<void>} rest */
export function startDelivery({ get, dispatch, subscribe }, requests, rest) {
  let isBusy = false;

  async function deliver() {
    if (isBusy) return;
    isBusy = true;
    for (let [next] = unsent(get().mine); next && !get().ended; [next] = unsent(get().mine)) await bring(...next);
    isBusy = false;
  }

  /** @param {string} key @param {import("./mine.js").Mine} answer */
  async function bring(key, { id, version, value }) {
    const [question, round] = partsOf(key);
    const isWanted = () => get().mine[key]?.id === id && !get().ended;
    try {
      const work = () => requests.answer(question, id, { version: version ?? 1, round, value });
      const receipt = await repeated(work, rest, isWanted);
      if (receipt) dispatch({ type: "receipt", key, id, told: receipt.counted ? "counted" : (receipt.why ?? "late") });
    } catch (error) {
      if (!(/** @type {{problem?: object}} */ (error).problem)) throw error;
      dispatch({ type: "receipt", key, id, told: "refused" });
    }
  }

  subscribe(deliver);
  deliver();
}
