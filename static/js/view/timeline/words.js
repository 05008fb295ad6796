/** What is under the pointer on the timeline, in words. */

import { plain, withSign } from "../base/numbers.js";
import { laneNumber, unitWord } from "../base/words.js";

/**
 * The gradient with respect to the memory: Gradient dC.
 *
 * @param {import("../../data/messages.js").Messages} messages
 * @param {import("../../unit/blueprint.js").Blueprint} blueprint
 */
export const gradientName = ({ t }, { memory }) => `${t("lab.backward")} d${memory.now}`;

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
  { trace, memories, memory, isBackward, letters, unit: spotlight },
  preset,
) {
  const { t, pick } = messages;
  const at = { step: step + 1 };
  if (row === "input") {
    const name = letters ? t("lab.timeline.text") : pick(preset?.input.names[strip] ?? { en: "", zh: "" });
    return t("lab.timeline.input_cell", { ...at, name, value: letters ? letters[step] : plain(trace.x[step][strip]) });
  }
  if (row === "memory") {
    const lane = laneNumber(messages, preset, spotlight);
    const value = withSign(memories[memory.now][step][spotlight]);
    if (!isBackward) return t("lab.timeline.memory_cell", { ...at, lane, value });
    return t("lab.timeline.valve_cell", {
      ...at,
      valve: gradientName(messages, blueprint),
      lane,
      value,
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
