/**
 * The dye: what of each lane entered at one step, in the pipes and in words. The kernel says how much it is.
 *
 * @typedef {import("../../features/dye/dye.state.js").State} State
 */

import { domOf, set, setText } from "../../view/base/dom.js";
import { followLanes } from "../../view/panels/dyed_lanes.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools} tools
 * @param {(pins: State["pins"], step: number) => Promise<number[][]>} partsOf
 * @returns {(state: State) => void}
 */
export function mountDyed(el, tools, partsOf) {
  const says = domOf(el).html("p", { class: "hint", role: "status" });
  el.append(says);
  const lanesOf = followLanes(
    tools,
    ({ pins, dye }) =>
      () =>
        partsOf(pins, dye),
  );

  return (state) => {
    const lanes = lanesOf(state);
    set(el, { hidden: lanes.length === 0 });
    setText(says, lanes.join(" "));
  };
}
