/**
 * Made-up uploaded models.
 *
 * @typedef {import("../../../static/js/data/types.js").UploadedModel} UploadedModel
 */

import "./blueprints.js";
import { asPreset } from "../../../static/js/state/uploads/models.js";

const PLAIN = { f: /** @type {const} */ ("none"), i: /** @type {const} */ ("none"), o: /** @type {const} */ ("none") };
const NO_GATE = { W: [], U: [], b: [], p: null };

/** Two layers that run both ways. @param {{units?: number, inputs?: number}} [size] @returns {UploadedModel} */
export function ownModel({ units = 4, inputs = 3 } = {}) {
  const layers = [0, 1].flatMap((layer) =>
    /** @type {const} */ (["forward", "backward"]).map((direction) => ({
      layer,
      direction,
      name: "encoder",
      units,
      inputs: layer ? 2 * units : inputs,
      peepholes: PLAIN,
      projection: null,
    })),
  );
  return {
    id: "ab12",
    name: "mine.safetensors",
    format: "pytorch",
    bytes: 1234,
    inputs,
    layers,
    outputs: 2 * units,
    lstms: [{ name: "encoder", inputs, outputs: 2 * units, layers }],
    embeddings: [],
    vocabulary: null,
    ignored: ["head.weight"],
    notes: [],
  };
}

/** @param {{units?: number, inputs?: number, layer?: number, direction?: "forward"|"backward"}} [which] */
export function ownPreset({ layer = 0, direction = "forward", ...size } = {}) {
  const place = { id: "ab12", lstm: 0, layer, direction };
  return asPreset(ownModel(size), place, { f: NO_GATE, i: NO_GATE, g: NO_GATE, o: NO_GATE });
}
