/**
 * A request that is sent until the server has answered it: on a crowded Wi-Fi, some are lost, and some servers are busy. It needs an
 * id of its own, so that the server takes it once.
 *
 * @typedef {import("../../data/types.js").Problem} Problem
 */

/** How long to wait before the next attempt, in ms; longer each time, as 200 phones may be waiting. */
const WAITS = Object.freeze([500, 1000, 2000, 4000]);
/** The server cannot be reached, is asked too often, or cannot answer now. */
const PASSING = Object.freeze([0, 429, 502, 503, 504]);

/** @param {Problem|undefined} problem */
export const isPassing = (problem) => problem !== undefined && PASSING.includes(problem.status);

/**
 * @template Answer
 * @param {() => Promise<Answer>} work rejects with an ApiError
 * @param {(ms: number) => Promise<void>} rest
 * @param {() => boolean} [isWanted] whether it still matters
 * @returns {Promise<Answer|null>} null if it no longer matters
 */
export async function repeated(work, rest, isWanted = () => true) {
  for (let attempt = 0; isWanted(); attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(/** @type {{problem?: Problem}} */ (error).problem)) throw error;
    }
    await rest(WAITS[Math.min(attempt, WAITS.length - 1)]);
  }
  return null;
}
