/** A memory by the steps at which it entered, in words. */

import { START } from "../../data/dye.js";
import { plain, withSign } from "./numbers.js";

/**
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../data/dye.js").Sample} Sample
 */

/** How many parts the sentence names. */
const MOST = 3;
/** Parts below this are too small to name. */
const LEAST = 0.005;
/** By how much the parts may exceed the memory, of rounding. */
export const ROUNDING = 1e-9;
/** A memory below this share of its parts is next to nothing: opposite signs cancel, and no part is "of" it. */
const CANCELLED = 0.01;
/** Below this share of its parts, a memory is what rounding has left of them. */
const NOTHING = 1e-12;

/** What a lane holds, in words, and whether that is next to nothing. @param {Sample} sample @param {number} lane */
export function held({ memory, gross }, lane) {
  const size = Math.abs(memory[lane]);
  return {
    memory: plain(size < NOTHING * gross[lane] ? 0 : memory[lane], 3),
    isCancelled: size < CANCELLED * gross[lane],
  };
}

/** The largest parts of a lane's memory. @param {Messages} messages @param {Sample} sample @param {number} lane */
export function mainParts({ t }, sample, lane) {
  const { start, parts } = sample;
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
  const { memory: value, isCancelled } = held(sample, lane);
  const all = { lane: lane + 1, value };
  if (!found.length) return t("dye.nothing", all);
  return t(isCancelled ? "dye.parts.cancelled" : "dye.parts", { ...all, parts: found.join(t("dye.and")) });
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
export function laneInWords({ t }, sample, lane, step, value) {
  const { memory, gross } = sample;
  const { memory: told, isCancelled } = held(sample, lane);
  const size = Math.abs(memory[lane]);
  const isShare = size > 0 && gross[lane] <= size * (1 + ROUNDING);
  const found = { lane: lane + 1, step: step + 1, value: withSign(value), memory: told };
  if (isShare) return t("dye.share", { ...found, share: Math.round((100 * value) / memory[lane]) });
  return t(isCancelled ? "dye.lane.cancelled" : "dye.lane", found);
}
