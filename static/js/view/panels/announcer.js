/** Announces changes to screen readers: moments, pins, and the effect of a pin. All numbers are from the trace. */

import { lanesOf } from "../../state/lanes.js";
import { labelOf, stepCount } from "../../state/question.js";
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
  const moment = messages.t("lab.announce.moment", { step: step + 1, steps: stepCount(state), phase: phase + 1, name });
  const label = labelOf(state, step);
  return label ? `${label} · ${moment}` : moment;
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
  const turned = newest(pins, before);
  const pin = turned ?? newest(before, pins);
  if (!pin || !trace) return "";
  const turnedLanes = pin.units?.includes(unit) === false ? pin.units : [unit, ...(pin.units ?? [])];
  const memory = trace[blueprint.memory.now][step];
  // Of a large model only some units are known, the turned one perhaps not.
  const lane = [...turnedLanes, ...lanesOf(state)].find((one) => memory[one] !== undefined);
  if (lane === undefined) return "";
  return messages.t(turned ? "lab.announce.pinned" : "lab.announce.released", {
    valve: valveName(messages, blueprint, pin.gate),
    lanes: lanesInWords(messages, pin.units),
    value: plain(turned ? turned.value : trace[blueprint.gates[pin.gate]][step][lane]),
    lane: laneNumber(messages, state.preset, lane),
    memory: withSign(memory[lane]),
  });
}

/** The newest pin that is only in the first list. @param {AppState["pins"]} pins @param {AppState["pins"]} others */
const newest = (pins, others) => pins.findLast((pin) => !others.includes(pin));

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountAnnouncer(el, { messages }) {
  /** @type {AppState|null} */
  let before = null;
  /** @type {AppState["pins"]|null} the pins as they were before the newest change, until that is said */
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
    // Of two changes in a row the newer is said: together they may cancel out.
    if (state.pins !== last.pins && (newest(state.pins, last.pins) || newest(last.pins, state.pins)))
      changed = last.pins;
    if (changed && state.trace !== last.trace) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // While an answer is on its way, what is drawn is not yet that of the newest pins.
        if (!before || !changed || before.waiting) return;
        say(effectInWords(messages, before, changed));
        changed = null;
      }, CALM);
    } else if (!state.playing && !changed && (state.step !== last.step || state.phase !== last.phase)) {
      say(momentInWords(messages, state));
    }
  };
}
