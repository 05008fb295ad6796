/**
 * The dye: what of each lane entered at one step, in the pipes and in words. The kernel says how much it is.
 *
 * @typedef {import("../../features/dye/dye.state.js").State} State
 */

import { asking } from "../../state/asking.js";
import { dyedFields } from "../../state/dyed_fields.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { plain, withSign } from "../../view/base/numbers.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @param {(pins: State["pins"], step: number) => Promise<number[][]>} partsOf
 * @returns {(state: State) => void}
 */
export function mountDyed(el, { dispatch, messages: { t } }, partsOf) {
  const says = domOf(el).html("p", { class: "hint", role: "status" });
  el.append(says);
  const follow = asking(
    (/** @type {State["tinted"]} */ tinted) => dispatch({ type: "tinted", tinted }),
    (problem) => dispatch({ type: "failed", problem }),
  );

  return (state) => {
    const { trace, dye, waiting, tinted, pins, shown, step, problem } = state;
    const isDyed = dye !== null && trace !== null;
    if (isDyed && !waiting && !problem)
      follow(trace, String(dye), async () => ({
        of: trace,
        step: dye,
        fields: dyedFields(blueprintOf(state), await partsOf(pins, dye), dye),
      }));
    if (!isDyed) follow.forget();
    const isShown = isDyed && tinted?.of === trace;
    set(el, { hidden: !isShown });
    if (!isShown) return;
    const { now } = blueprintOf(state).memory;
    const lanes = shown.map((lane) =>
      t("learn.dye.lane", {
        lane: lane + 1,
        value: withSign(tinted.fields[now][step][lane]),
        memory: plain(trace[now][step][lane], 3),
        step: dye + 1,
      }),
    );
    setText(says, lanes.join(" "));
  };
}
