/** Starts everything that runs in the background while there are uploaded models. */

import { rememberModels } from "./known.state.js";
import { startMeasuresCourier } from "./measures.state.js";
import { measureUnits } from "./wire/units.js";

/** @param {Parameters<typeof startMeasuresCourier>[0]} store */
export function start(store) {
  rememberModels(store);
  startMeasuresCourier(store, measureUnits);
}
