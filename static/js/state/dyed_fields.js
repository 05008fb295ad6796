/**
 * How much of each field of a run is dyed. Nothing is computed here; the blueprint says how the unit keeps its memory, and so
 * where old and new memory flow.
 *
 * @param {import("../unit/blueprint.js").Blueprint} blueprint
 * @param {number[][]} parts what of the memory after each step entered at the dyed one
 * @param {number} dye that step
 * @returns {Record<string, number[][]>} by field, as in a trace; without those of which no part can be told
 */
export function dyedFields({ memory, keeping, ops }, parts, dye) {
  const none = parts[0].map(() => 0);
  /** @param {(step: number) => boolean} holds */
  const where = (holds) => parts.map((row, step) => (holds(step) ? row : none));
  const kept = ops.find(({ of }) => keeping && of.includes(keeping.opening) && of.includes(memory.before));
  return {
    [memory.now]: parts,
    [memory.before]: [none, ...parts.slice(0, -1)],
    ...(keeping && kept
      ? { [kept.field]: where((step) => step > dye), [keeping.added]: where((step) => step === dye) }
      : {}),
  };
}
