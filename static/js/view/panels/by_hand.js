/** Cards about valves, which are not there while the unit shown has none: a plain recurrent unit. */

import { blueprintOf } from "../../unit/blueprint.js";
import { set } from "../base/dom.js";

/** @param {readonly HTMLElement[]} cards @returns {import("../base/panel.js").Update} */
export const onlyWithValves = (cards) => (state) => {
  const hidden = !blueprintOf(state).valves.length;
  for (const card of cards) set(card, { hidden });
};
