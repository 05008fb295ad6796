/**
 * Counts how often the state has lost an answer that it had. As a part of a key, it has the same question asked again.
 *
 * @template State
 * @param {(state: State) => unknown} answerOf null: none
 * @returns {(state: State) => number}
 */
export function losses(answerOf) {
  let had = false;
  let count = 0;
  return (state) => {
    const has = answerOf(state) !== null;
    if (had && !has) count += 1;
    had = has;
    return count;
  };
}
