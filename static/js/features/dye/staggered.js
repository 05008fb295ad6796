/**
 * In which row each label stands, so that none runs into its neighbour. Pure.
 *
 * @param {readonly number[]} places of their middles
 * @param {number} room that a label takes
 * @returns {number[]} 0 for the row nearest to what is labelled
 */
export function staggered(places, room) {
  /** @type {number[]} where the last label of each row is */
  const last = [];
  const rows = places.map(() => 0);
  const order = [...places.keys()].toSorted((a, b) => places[a] - places[b]);
  for (const index of order) {
    const free = last.findIndex((place) => places[index] - place >= room);
    rows[index] = free < 0 ? last.length : free;
    last[rows[index]] = places[index];
  }
  return rows;
}
