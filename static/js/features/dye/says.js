/** A memory by the steps at which it entered, in words. */

import { plain, withSign } from "../../view/base/numbers.js";
import { START } from "./layers.js";

/**
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("./dye.wire.js").Sample} Sample
 */

/** How many parts the sentence names. */
const MOST = 3;
/** Parts below this are too small to name. */
const LEAST = 0.005;
/** By how much the parts may exceed the memory, of rounding. */
const ROUNDING = 1e-9;

/** The largest parts of a lane's memory. @param {Messages} messages @param {Sample} sample @param {number} lane */
export function mainParts({ t }, { start, parts, memory }, lane) {
  const found = [start, ...parts]
    .map((row, place) => ({ step: place - 1, value: row[lane] }))
    .filter(({ value }) => Math.abs(value) >= LEAST)
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, MOST)
    .map(({ step, value }) =>
      step === START
        ? t("dye.part.start", { value: withSign(value) })
        : t("dye.part", { value: withSign(value), step: step + 1 }),
    );
  const all = { lane: lane + 1, value: plain(memory[lane], 3) };
  return found.length ? t("dye.parts", { ...all, parts: found.join(t("dye.and")) }) : t("dye.nothing", all);
}

/**
 * What of a lane entered at the dyed step; as a share only where parts do not cancel.
 *
 * @param {Messages} messages
 * @param {Sample} sample
 * @param {number} lane
 * @param {number} step the dyed one
 * @param {number} value its part
 */
export function laneInWords({ t }, { memory, gross }, lane, step, value) {
  const size = Math.abs(memory[lane]);
  const isShare = size > 0 && gross[lane] <= size * (1 + ROUNDING);
  const found = { lane: lane + 1, step: step + 1, value: withSign(value), memory: plain(memory[lane], 3) };
  return isShare ? t("dye.share", { ...found, share: Math.round((100 * value) / memory[lane]) }) : t("dye.lane", found);
}

/** How much there is of both signs together. @param {Messages} messages @param {Sample} sample @param {number} lane */
export function amountInWords({ t }, { memory, gross }, lane) {
  const cancels = gross[lane] > Math.abs(memory[lane]) * (1 + ROUNDING);
  const found = { memory: plain(memory[lane], 3), gross: plain(gross[lane], 3) };
  return t(cancels ? "dye.gross" : "dye.gross.same", found);
}

/**
 * One layer of a lane's memory.
 *
 * @param {Messages} messages
 * @param {Sample} sample
 * @param {{lane: number, step: number, sources: readonly number[], name: string}} layer `name`: that of its step, if it has one
 */
export function layerInWords({ t }, { start, parts, memory }, { lane, step, sources, name }) {
  const value = sources.reduce((sum, source) => sum + (source === START ? start : parts[source])[lane], 0);
  const found = { lane: lane + 1, step: step + 1, value: withSign(value), memory: plain(memory[lane], 3) };
  if (sources.length > 1) return t("dye.pointed.joined", { ...found, count: sources.length });
  if (sources[0] === START) return t("dye.pointed.start", found);
  if (sources[0] > step) return t("dye.pointed.later", { step: sources[0] + 1, now: step + 1 });
  return t("dye.pointed", { ...found, source: sources[0] + 1, name: name ? t("dye.pointed.name", { name }) : "" });
}
