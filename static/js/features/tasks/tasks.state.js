/**
 * Tasks to do with the valves, each checked against the true trace for its own input; the server tells them when the card is opened.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{id: string, start: string, goal: import("../../state/goals.js").Goal, solution: string}} Task
 *   `start` and `solution` are addresses
 */

import { fromAddress } from "../../state/address.js";

/** Whether the run shown is the task's own: its model and its input. @param {Task} task @param {AppState} state */
export function isOn({ start }, { wanted, preset, example, cells }) {
  const place = fromAddress(start);
  if (wanted !== place.wanted || preset?.name !== wanted) return false;
  return place.example ? example === place.example : JSON.stringify(cells) === JSON.stringify(place.cells);
}
