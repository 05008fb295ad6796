/** Seeded numbers: the same in every run. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    /** between low and high */
    number: (low = 0, high = 1) => low + (high - low) * next(),
    /** a whole number from 0 to count - 1 @param {number} count */
    below: (count) => Math.floor(next() * count),
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => list[Math.floor(next() * list.length)],
    chance: (share = 0.5) => next() < share,
  };
}
