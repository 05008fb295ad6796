/** Cards about the inside of the unit, which are not there while the lid is on it. */

import { set } from "../base/dom.js";

/** @param {readonly HTMLElement[]} cards @returns {import("../base/panel.js").Update} */
export const notUnderLid =
  (cards) =>
  ({ view }) => {
    for (const card of cards) set(card, { hidden: view === "box" });
  };
