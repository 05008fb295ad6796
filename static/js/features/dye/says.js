/** How much a memory consists of, and one layer of it, in words. */

import { START } from "../../data/dye.js";
import { held, ROUNDING } from "../../view/base/dye_words.js";
import { plain, withSign } from "../../view/base/numbers.js";

/**
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../data/dye.js").Sample} Sample
 */

/** How much there is of both signs together. @param {Messages} messages @param {Sample} sample @param {number} lane */
export function amountInWords({ t }, sample, lane) {
  const { memory, gross } = sample;
  const cancels = gross[lane] > Math.abs(memory[lane]) * (1 + ROUNDING);
  const found = { memory: held(sample, lane).memory, gross: plain(gross[lane], 3) };
  return t(cancels ? "dye.gross" : "dye.gross.same", found);
}

/**
 * One layer of a lane's memory.
 *
 * @param {Messages} messages
 * @param {Sample} sample
 * @param {{lane: number, step: number, sources: readonly number[], name: string}} layer `name`: that of its step, if it has one
 */
export function layerInWords({ t }, sample, { lane, step, sources, name }) {
  const { start, parts } = sample;
  const { memory, isCancelled } = held(sample, lane);
  const value = sources.reduce((sum, source) => sum + (source === START ? start : parts[source])[lane], 0);
  const found = { lane: lane + 1, step: step + 1, value: withSign(value), memory };
  const count = { ...found, count: sources.length };
  if (sources.length > 1) return t(isCancelled ? "dye.pointed.joined.cancelled" : "dye.pointed.joined", count);
  if (sources[0] === START) return t(isCancelled ? "dye.pointed.start.cancelled" : "dye.pointed.start", found);
  if (sources[0] > step) return t("dye.pointed.later", { step: sources[0] + 1, now: step + 1 });
  const one = { ...found, source: sources[0] + 1, name: name ? t("dye.pointed.name", { name }) : "" };
  return t(isCancelled ? "dye.pointed.cancelled" : "dye.pointed", one);
}
