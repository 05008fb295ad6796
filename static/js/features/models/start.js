/** Starts everything that runs in the background while there are uploaded models. */

import { rememberModels } from "./known.state.js";
import { startMeasuresCourier } from "./measures.state.js";
import { measureUnits } from "./wire/units.js";

/** @param {Parameters<typeof startMeasuresCourier>[0]} store @param {import("../../data/outside.js").Outside} outside */
export function start(store, outside) {
  rememberModels(store, outside.storage);
  startMeasuresCourier(store, (question, mask) => measureUnits(outside.fetch, question, mask));
}
