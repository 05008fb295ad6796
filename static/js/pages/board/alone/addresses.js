/** Where the moment on the board is found in the Lab. */

import { GRAMMAR } from "../state.js";

/** @param {import("../state.js").BoardState} state @param {string} language @param {import("../../../data/outside.js").Outside} outside */
export const labAddress = (state, language, outside) =>
  `${outside.at(`${language === "zh" ? "/zh" : ""}/lab`)}#${GRAMMAR.toAddress(state)}`;
