/** Cards that are there only while they fit what the picture shows. */

import { backwardOf } from "../../state/gradient.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { set } from "../base/dom.js";

/**
 * @param {object} cards
 * @param {readonly HTMLElement[]} cards.inside tell of the run inside the unit: neither under the black box's lid nor beside the gradient
 * @param {readonly HTMLElement[]} cards.valves ask about valves, which a plain recurrent unit has not
 * @param {HTMLElement} cards.hands turns valves: not under the lid
 * @param {HTMLElement} cards.pins tells of pinned valves: under the lid only while there are any, which go on holding
 * @returns {import("../base/panel.js").Update}
 */
export const fittingCards =
  ({ inside, valves, hands, pins }) =>
  (state) => {
    const isLidded = state.view === "box";
    const hasNone = !blueprintOf(state).valves.length;
    for (const card of inside) set(card, { hidden: isLidded || backwardOf(state) !== null });
    for (const card of valves) set(card, { hidden: hasNone });
    set(hands, { hidden: hasNone || isLidded });
    set(pins, { hidden: hasNone || (isLidded && !state.pins.length) });
  };
