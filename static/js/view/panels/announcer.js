/** Announces changes to screen readers: moments, pins, and the effect of a pin. All numbers are from the trace. */

import { stepCount } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { setText } from "../base/dom.js";
import { plain, withSign } from "../base/numbers.js";
import { laneNumber, lanesInWords, phaseName, valveName } from "../base/words.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

const CALM = 400;

/** @param {Messages} messages @param {AppState} state */
export function momentInWords(messages, state) {
  const { step, phase } = state;
  const blueprint = blueprintOf(state);
  const name = phaseName(messages, blueprint, phase);
  return messages.t("lab.announce.moment", { step: step + 1, steps: stepCount(state), phase: phase + 1, name });
}

/**
 * The effect of the newest change of pins on the current step; the trace must already be the answer to it.
 *
 * @param {Messages} messages
 * @param {AppState} state
 * @param {AppState["pins"]} before
 */
export function effectInWords(messages, state, before) {
  const { pins, trace, step, unit } = state;
  const blueprint = blueprintOf(state);
  const turned = pins.findLast((pin) => !before.includes(pin));
  const gone = before.findLast((pin) => !pins.includes(pin));
  const pin = turned ?? gone;
  if (!pin || !trace) return "";
  const lane = pin.units?.includes(unit) === false ? pin.units[0] : unit;
  return messages.t(turned ? "lab.announce.pinned" : "lab.announce.released", {
    valve: valveName(messages, blueprint, pin.gate),
    lanes: lanesInWords(messages, pin.units),
    value: plain(turned ? turned.value : trace[blueprint.gates[pin.gate]][step][lane]),
    lane: laneNumber(messages, state.preset, lane),
    memory: withSign(trace[blueprint.memory.now][step][lane]),
  });
}

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountAnnouncer(el, { messages }) {
  /** @type {AppState|null} */
  let before = null;
  /** @type {AppState["pins"]|null} the pins as they were before a change that has no answer yet */
  let changed = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {string} text */
  const say = (text) => setText(el, text);

  return (state) => {
    const last = before;
    before = state;
    if (!last || state.preset !== last.preset || !state.trace) {
      changed = null;
      return;
    }
    if (state.pins !== last.pins) changed ??= last.pins;
    if (changed && state.trace !== last.trace) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (before && changed) say(effectInWords(messages, before, changed));
        changed = null;
      }, CALM);
    } else if (!state.playing && !changed && (state.step !== last.step || state.phase !== last.phase)) {
      say(momentInWords(messages, state));
    }
  };
}
