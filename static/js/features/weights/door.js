/** The model's weights, open to change. */

export { mountWeights as mount } from "./weights.js";
