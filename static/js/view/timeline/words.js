/** What is under the pointer on the timeline, in words. */

import { plain, withSign } from "../base/numbers.js";
import { valveName } from "../base/words.js";
import { HEAT } from "./cells.js";

/**
 * @param {import("../../data/messages.js").Messages} messages
 * @param {ReturnType<typeof import("./layout.js").hit>} found
 * @param {import("./paint.js").Content} content
 * @param {import("../../data/types.js").Preset|null} preset
 * @returns {string}
 */
export function cellInWords(messages, { step, row, strip, unit }, { trace, letters, unit: spotlight }, preset) {
  const { t, pick } = messages;
  const at = { step: step + 1 };
  if (row === "input") {
    const name = letters ? t("lab.timeline.text") : pick(preset?.input.names[strip] ?? { en: "", zh: "" });
    return t("lab.timeline.input_cell", { ...at, name, value: letters ? letters[step] : plain(trace.x[step][strip]) });
  }
  if (row === "memory") {
    return t("lab.timeline.memory_cell", { ...at, lane: spotlight + 1, value: withSign(trace.C[step][spotlight]) });
  }
  if (row === null || row === "labels" || unit === null) return "";
  const { field, gate } = HEAT[row];
  return t("lab.timeline.valve_cell", {
    ...at,
    valve: valveName(messages, gate),
    lane: unit + 1,
    value: plain(trace[field][step][unit], 3),
  });
}
