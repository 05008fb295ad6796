/**
 * The step whose new memory is dyed, and whether the card that says where a memory came from is open.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 * @typedef {{dye: number|null, sources: boolean}} DyeState
 * @typedef {AppState & DyeState} State
 * @typedef {{type: "dye", step?: number|null}|{type: "sources", on?: boolean}} DyeAction
 *   `step`: null takes the dye out; without it, the present step is dyed, or its dye taken out; `on`: without it, what is open is closed
 */

import { readCount } from "../../state/spelling.js";

/** @type {import("../../state/table.js").Fields<State, DyeState>} */
const fields = {
  dye: {
    initial: null,
    address: {
      write: ({ dye }) => ({ dye: dye === null ? null : String(dye + 1) }),
      read: (place) => readCount(place.get("dye"))[0] ?? null,
    },
  },
  sources: {
    initial: false,
    address: {
      write: ({ sources }) => ({ sources: sources ? "1" : null }),
      read: (place) => place.get("sources") === "1",
    },
  },
};

export const DYE_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  wrap:
    (/** @type {(state: State, action: Action) => State} */ reduce, { answers }) =>
    (/** @type {State} */ state, /** @type {Action|DyeAction} */ action) => {
      if (action.type === "dye") return { ...state, dye: dyeNow(state, action.step), tinted: null };
      if (action.type === "sources") return openSources(state, action.on ?? !state.sources);
      if (action.type === "tinted" && action.tinted?.step !== state.dye) return state; // the dye has been poured elsewhere since
      const next = reduce(state, action);
      const isOther = next.wanted !== state.wanted && !answers.has(action.type);
      const dye = isOther ? null : next.dye;
      return dye === state.dye ? next : { ...next, dye, tinted: null };
    },
});

/** @param {State} state @param {boolean} on */
const openSources = (state, on) => (state.sources === on ? state : { ...state, sources: on });

/** @param {State} state @param {number|null|undefined} step */
const dyeNow = ({ dye, step: now }, step) => (step === undefined ? (dye === now ? null : now) : step);
