/** Asks the server about the plain recurrent network that learnt the same task. */

import { ask } from "../../data/http.js";

/**
 * @param {typeof fetch} send
 * @param {{task: string, inputs: readonly (readonly number[])[], step: number|null}} question
 * @returns {Promise<number[]>} the length, at each step, of the gradient of its outputs at that step; null is the last step
 */
export async function rnnLengths(send, question) {
  return (await ask(send, "/api/v1/gradients/rnn", question)).norms.dh;
}
