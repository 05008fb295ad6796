/** Starts everything that runs in the background while there are uploaded models. */

import { rememberModels } from "./known.state.js";
import { startMeasuresCourier } from "./measures.state.js";
import { startTokensCourier } from "./tokens.state.js";
import { measureUnits } from "./wire/units.js";
import { sendText } from "./wire/uploads.js";

/** @param {Parameters<typeof startMeasuresCourier>[0]} store @param {import("../../data/outside.js").Outside} outside */
export function start(store, outside) {
  rememberModels(store, outside.storage);
  startTokensCourier(store, (request) => sendText(outside, request));
  startMeasuresCourier(store, (question, mask) => measureUnits(outside.fetch, question, mask));
}
