/**
 * From the state to what the timeline paints. Pure, except that it remembers its last results.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {import("./paint.js").Content} Content
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {{grid: Grid, content: Content}} Picture
 */

import { fullMemory, ghostOf } from "../../state/flow.js";
import { backwardOf } from "../../state/gradient.js";
import { readsText } from "../../state/question.js";
import { asMemory, gradientScale } from "../../unit/backflow.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { latest } from "../base/panel.js";
import { gridOf } from "./grid.js";
import { inputPeaks, lettersOf } from "./tiles.js";

/** @type {Blueprint["heat"]} */
const NO_VALVES = [];
const ALL = /** @type {readonly string[]} */ (Object.freeze([]));

/**
 * @param {import("../../data/messages.js").Language} language
 * @param {boolean} [isBelowPicture] what the unrolled row leaves free is the memory's
 * @returns {(state: AppState, room: number, without?: readonly string[], least?: number) => Picture|null} null while there is nothing to paint, or no room for it
 */
export function createComposer(language, isBelowPicture = false) {
  const gridFor = latest(
    (
      /** @type {number} */ steps,
      /** @type {number} */ inputs,
      /** @type {readonly number[]} */ units,
      /** @type {number} */ room,
      /** @type {Blueprint["heat"]} */ heat,
      /** @type {readonly string[]} */ without,
      /** @type {boolean} */ isTall,
      /** @type {number|undefined} */ least,
    ) => gridOf({ steps, inputs, units, room, heat, without, isTall, least }),
  );
  const scalesOf = latest(
    (
      /** @type {Trace} */ trace,
      /** @type {Trace|null} */ ghost,
      /** @type {Preset} */ preset,
      /** @type {readonly number[]} */ shown,
      /** @type {Blueprint} */ blueprint,
    ) => ({
      peaks: inputPeaks(trace, preset.input.ranges),
      full: fullMemory(blueprint, ghost ? [trace, ghost] : [trace], shown),
    }),
  );
  const lettersIn = latest((/** @type {Trace} */ trace, /** @type {Preset} */ preset, /** @type {string} */ text) =>
    lettersOf(trace, preset.input.alphabet ?? {}, text),
  );
  const labelsOf = latest(
    (
      /** @type {Preset} */ preset,
      /** @type {string|null} */ example,
      /** @type {number} */ steps,
      /** @type {readonly string[]} */ own,
    ) => {
      const found = preset.examples.find(({ id }) => id === example);
      const isBackward = preset.upload?.direction === "backward";
      const unnamed = (/** @type {number} */ step) => (isBackward ? `x[${steps - step}]` : "");
      return Array.from(
        { length: steps },
        (_, step) => found?.labels[language][step] ?? (own[isBackward ? steps - 1 - step : step] || unnamed(step)),
      );
    },
  );

  return (state, room, without = ALL, least = undefined) => {
    const { trace, preset, shown, pins, step, unit, example, text, view } = state;
    if (!trace || !preset || !shown.length || !room) return null;
    const isText = readsText(state);
    const blueprint = blueprintOf(state);
    const heat = view === "box" ? NO_VALVES : blueprint.heat; // the black box's lid is on them
    const isTall = isBelowPicture && view === "row";
    const grid = gridFor(trace.h.length, isText ? 1 : preset.inputs, shown, room, heat, without, isTall, least);
    const letters = isText ? lettersIn(trace, preset, text) : null;
    const labels = labelsOf(preset, example, grid.steps, state.labels);
    const ghost = ghostOf(state);
    const { peaks, full } = scalesOf(trace, ghost, preset, shown, blueprint);
    const gradients = backwardOf(state);
    const lines = gradients
      ? { memories: asMemory(blueprint, gradients), ghost: null, full: gradientScale(blueprint, gradients, shown) }
      : { memories: trace, ghost, full };
    const { memory } = blueprint;
    return {
      grid,
      content: { trace, memory, pins, letters, labels, peaks, isBackward: gradients !== null, ...lines, step, unit },
    };
  };
}
