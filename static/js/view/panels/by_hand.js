/** Cards about valves, which are not there while the unit shown has none: a plain recurrent unit. */

import { blueprintOf } from "../../unit/blueprint.js";
import { set } from "../base/dom.js";

/**
 * Cards that tell of the valves on the picture: under the black box's lid there is none to turn. A pin set before goes on holding,
 * so that its card stays.
 *
 * @param {{pins: HTMLElement, hands: HTMLElement}} cards
 * @returns {import("../base/panel.js").Update}
 */
export const onlyWithHandwheels =
  ({ pins, hands }) =>
  (state) => {
    const isLidded = state.view === "box";
    const hasValves = blueprintOf(state).valves.length > 0;
    set(pins, { hidden: !hasValves || (isLidded && !state.pins.length) });
    set(hands, { hidden: !hasValves || isLidded });
  };

/** @param {readonly HTMLElement[]} cards @returns {import("../base/panel.js").Update} */
export const onlyWithValves = (cards) => (state) => {
  const hidden = !blueprintOf(state).valves.length;
  for (const card of cards) set(card, { hidden });
};
