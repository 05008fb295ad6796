/** Figures whose water can be dyed: their state, the button that pours, and how much of each lane is dyed. Fetched along with one. */

import { traceRequest } from "../../data/api.js";
import { ask } from "../../data/http.js";
import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { dyedFields } from "../../state/dyed_fields.js";
import { question } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set } from "../../view/base/dom.js";
import { plain, withSign } from "../../view/base/numbers.js";
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

/** Asks for the dye of each new run, and of each newly dyed step. @param {(action: Action) => void} dispatch */
function asking(dispatch) {
  /** @type {{trace: object, dye: number}|null} */
  let asked = null;

  return async (/** @type {State} */ state) => {
    const { trace, dye, waiting } = state;
    const next = trace && !waiting && dye !== null && dye < trace.h.length ? question(state) : null;
    if (!next || !trace || dye === null) {
      asked = null;
      return;
    }
    if (asked?.trace === trace && asked.dye === dye) return;
    const mine = { trace, dye };
    asked = mine;
    try {
      const { layers } = await ask(fetch, "/api/v1/dye", { ...traceRequest(next), source: dye });
      const fields = dyedFields(blueprintOf(state), layers[0].parts, dye);
      if (asked === mine) dispatch({ type: "tinted", tinted: { of: trace, step: dye, fields } });
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (asked === mine) dispatch({ type: "failed", problem });
    }
  };
}

/**
 * @param {HTMLElement} slot
 * @param {import("../../view/base/panel.js").Tools<Action>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountDye(slot, { dispatch, messages: { t } }) {
  const { html } = domOf(slot);
  const onclick = () => dispatch({ type: "dye" });
  const pour = html("button", { type: "button", class: "light role-memory", onclick }, t("lab.dye.pour"));
  const lanes = html("ul", { class: "dyed-lanes", role: "status" });
  slot.append(pour, lanes);
  const follow = asking(dispatch);
  return (state) => {
    follow(state);
    const { trace, tinted, step, dye, shown } = state;
    set(pour, { "aria-pressed": String(dye === step) });
    if (!trace || dye === null || tinted?.of !== trace) return lanes.replaceChildren();
    const { now } = blueprintOf(state).memory;
    const told = shown.map((lane) =>
      t("learn.dye.lane", {
        lane: lane + 1,
        value: withSign(tinted.fields[now][step][lane]),
        memory: plain(trace[now][step][lane], 3),
        step: dye + 1,
      }),
    );
    lanes.replaceChildren(...told.map((words) => html("li", {}, words)));
  };
}
