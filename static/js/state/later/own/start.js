/** All that runs beside the page while models are uploaded ones. */

import { measureUnits } from "../../../data/later/own/units.js";
import { rememberModels } from "./known.js";
import { startMeasuresCourier } from "./measures_courier.js";

/** @param {Parameters<typeof startMeasuresCourier>[0]} store */
export function start(store) {
  rememberModels(store);
  startMeasuresCourier(store, measureUnits);
}
