/** The plain recurrent network that learnt the same task, from the server. */

import { ask } from "../../data/http.js";

/**
 * @param {{task: string, inputs: readonly (readonly number[])[], step: number|null}} question
 * @returns {Promise<number[]>} how long the gradient of its outputs at that step, null: the last, is at each step
 */
export async function rnnLengths(question) {
  const send = (/** @type {Parameters<typeof fetch>} */ ...args) => fetch(...args);
  return (await ask(send, "/api/v1/gradients/rnn", question)).norms.dh;
}
