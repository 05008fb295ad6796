/**
 * Files dropped on the page wait here for the card for their kind, whose code may still be loading.
 *
 * @typedef {"input"|"model"} Kind
 */

/** @type {Map<Kind, (file: File) => void>} */
const takers = new Map();
/** @type {Map<Kind, File>} */
const waiting = new Map();

/** Tables are inputs; for any other file, the server decides whether it is a model. @param {{name: string}} file */
export const isInput = ({ name }) => /\.(csv|tsv|txt|npy)$/i.test(name);

/** @param {File} file */
export function arrive(file) {
  const kind = isInput(file) ? "input" : "model";
  const take = takers.get(kind);
  if (take) take(file);
  else waiting.set(kind, file);
}

/** @param {Kind} kind @param {(file: File) => void} take */
export function takeArrivals(kind, take) {
  takers.set(kind, take);
  const file = waiting.get(kind);
  waiting.delete(kind);
  if (file) take(file);
}
