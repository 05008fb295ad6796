/**
 * What of each lane entered at the dyed step, in words, for pictures that say no more of the dye; it also asks for the dye that the
 * pipes show.
 *
 * @typedef {import("../../state/app_state.js").AppState & {dye: number|null}} State
 */

import { asking } from "../../state/asking.js";
import { dyedFields } from "../../state/dyed_fields.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { plain, withSign } from "../base/numbers.js";

/**
 * @param {Pick<import("../base/panel.js").Tools, "dispatch"|"messages">} tools
 * @param {(state: State & {dye: number}) => (() => Promise<number[][]>)|null} parts what asks for the parts of the dyed step in each lane of every
 *   step; null if there is nothing to ask
 * @returns {(state: State) => string[]} a sentence for each lane that is shown; none before the answer
 */
export function followLanes({ dispatch, messages: { t } }, parts) {
  const follow = asking(
    (/** @type {State["tinted"]} */ tinted) => dispatch({ type: "tinted", tinted }),
    (problem) => dispatch({ type: "failed", problem }),
  );
  return (state) => {
    const { trace, dye, waiting, tinted, shown, step, problem } = state;
    if (!trace || dye === null || dye >= trace.h.length) {
      follow.forget();
      return [];
    }
    const blueprint = blueprintOf(state);
    const ask = waiting || problem ? null : parts({ ...state, dye });
    if (ask)
      follow(trace, String(dye), async () => ({
        of: trace,
        step: dye,
        fields: dyedFields(blueprint, await ask(), dye),
      }));
    if (tinted?.of !== trace) return [];
    const { now } = blueprint.memory;
    return shown.map((lane) =>
      t("learn.dye.lane", {
        lane: lane + 1,
        value: withSign(tinted.fields[now][step][lane]),
        memory: plain(trace[now][step][lane], 3),
        step: dye + 1,
      }),
    );
  };
}
