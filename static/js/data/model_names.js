/**
 * The name of an uploaded model among the presets: `id:<hash>/<lstm>/<layer>/<direction>`, one layer in one direction.
 *
 * @typedef {"forward"|"backward"} Direction
 * @typedef {{id: string, lstm: number, layer: number, direction: Direction}} UploadPlace
 *   `lstm`: the index of the LSTM in the file; it and `layer` count from 0
 */

const NAME = /^id:([^/]+)\/(\d+)\/(\d+)\/(forward|backward)$/;

/** @param {string} name of a model, preset or uploaded */
export const isUpload = (name) => name.startsWith("id:");

/** @param {UploadPlace} place */
export const uploadName = ({ id, lstm, layer, direction }) => `id:${id}/${lstm}/${layer}/${direction}`;

/** The name of the first layer in a file. @param {string} id */
export const firstOf = (id) => uploadName({ id, lstm: 0, layer: 0, direction: "forward" });

/** @param {string} name @returns {UploadPlace|null} null: the name of a preset */
export function uploadPlace(name) {
  const [found, id, lstm, layer, direction] = NAME.exec(name) ?? [];
  if (!found) return null;
  return { id, lstm: Number(lstm), layer: Number(layer), direction: direction === "backward" ? direction : "forward" };
}

/** The name under which a browser stores the models that it has uploaded. */
export const KEPT_UPLOADS = "own-models";
