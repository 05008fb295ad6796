/** Figures whose water can be dyed: their state, the button that pours, and how much of each lane is dyed. Fetched along with one. */

import { traceRequest } from "../../data/api.js";
import { ask } from "../../data/http.js";
import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { question } from "../../state/question.js";
import { domOf, set } from "../../view/base/dom.js";
import { followLanes } from "../../view/panels/dyed_lanes.js";
import * as moves from "./moves.js";

/**
 * @typedef {import("../../features/dye/dye.state.js").State} State
 * @typedef {import("../../features/dye/dye.state.js").DyeAction|import("../../state/reducer.js").Action} Action
 */

const { initial, reduce, toAddress, fromAddress } = compose([BASE, DYE_SLICE]);

/** What such a figure has in place of the plain state. */
export const DYED = Object.freeze({ initial, reduce, toAddress, fromAddress, movesTo });

/** @param {State} state @param {string} address @returns {Action[]} */
function movesTo(state, address) {
  const { dye = null } = /** @type {Partial<State>} */ (fromAddress(address));
  const pour = /** @type {const} */ ({ type: "dye", step: dye });
  return [...(dye === state.dye ? [] : [pour]), ...moves.movesTo(state, address, fromAddress)];
}

/** What asks the server for the dye of a step. @param {import("../../state/app_state.js").AppState & {dye: number}} state */
function partsOf(state) {
  const run = question(state);
  if (!run) return null;
  return async () => (await ask(fetch, "/api/v1/dye", { ...traceRequest(run), source: state.dye })).layers[0].parts;
}

/**
 * @param {HTMLElement} slot
 * @param {import("../../view/base/panel.js").Tools<Action>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountDye(slot, tools) {
  const { html } = domOf(slot);
  const onclick = () => tools.dispatch({ type: "dye" });
  const pour = html(
    "button",
    { type: "button", class: "light role-memory", onclick },
    tools.messages.t("lab.dye.pour"),
  );
  const lanes = html("ul", { class: "dyed-lanes", role: "status" });
  slot.append(pour, lanes);
  const lanesOf = followLanes(tools, partsOf);
  return (state) => {
    set(pour, { "aria-pressed": String(state.dye === state.step) });
    lanes.replaceChildren(...lanesOf(state).map((words) => html("li", {}, words)));
  };
}
