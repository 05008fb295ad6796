/** What is under the pointer on the timeline, in words. */

import { plain, withSign } from "../base/numbers.js";
import { laneNumber, unitWord } from "../base/words.js";

/**
 * @param {import("../../data/messages.js").Messages} messages
 * @param {import("../../unit/blueprint.js").Blueprint} blueprint
 * @param {ReturnType<typeof import("./grid.js").hit>} found
 * @param {import("./paint.js").Content} content
 * @param {import("../../data/types.js").Preset|null} preset
 * @returns {string}
 */
export function hitInWords(
  messages,
  blueprint,
  { step, row, strip, unit },
  { trace, letters, unit: spotlight },
  preset,
) {
  const { t, pick } = messages;
  const at = { step: step + 1 };
  if (row === "input") {
    const name = letters ? t("lab.timeline.text") : pick(preset?.input.names[strip] ?? { en: "", zh: "" });
    return t("lab.timeline.input_cell", { ...at, name, value: letters ? letters[step] : plain(trace.x[step][strip]) });
  }
  if (row === "memory") {
    return t("lab.timeline.memory_cell", {
      ...at,
      lane: laneNumber(messages, preset, spotlight),
      value: withSign(trace[blueprint.memory.now][step][spotlight]),
    });
  }
  const heat = blueprint.heat.find(({ kind }) => kind === row);
  if (!heat || unit === null) return "";
  return t("lab.timeline.valve_cell", {
    ...at,
    valve: unitWord(messages, blueprint, `lab.part.${heat.kind}`),
    lane: laneNumber(messages, preset, unit),
    value: plain(trace[heat.field][step][unit], 3),
  });
}
