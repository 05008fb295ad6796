/**
 * What the next press of a clicker does: the next phase, or with a question under way close, show, reveal, next. Going back moves
 * only the picture and destroys nothing.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("./state.js").DeskAction} Action
 * @typedef {import("../../features/classroom/documents.js").Walk} Walk
 * @typedef {ReturnType<typeof import("../../features/classroom/desk_requests.js").createDeskRequests>} Requests
 */

import { hiddenOf, questionOf } from "../../features/classroom/room.state.js";
import { blueprintOf } from "../../unit/blueprint.js";

/** @type {Readonly<Record<string, Walk>>} */
export const NEXT = Object.freeze({ open: "closed", closed: "shown", shown: "revealed", revealed: "done" });

/**
 * @param {{get: () => State, dispatch: (action: Action) => void}} store
 * @param {Requests} requests
 * @param {(work: () => Promise<unknown>) => void} attempt says if it fails
 */
export function createWalk({ get, dispatch }, requests, attempt) {
  return {
    forward() {
      const state = get();
      const question = questionOf(state);
      const to = question && NEXT[question.state];
      if (question && to) attempt(() => go(question, to));
      else if (state.isJoining) dispatch({ type: "joining", on: false });
      else dispatch({ type: "move phase", by: 1 });
    },
    back() {
      if (!hiddenOf(get())) dispatch({ type: "move phase", by: -1 });
    },
    /** @param {import("../../features/classroom/documents.js").Question} question @param {Walk} to */
    go: (question, to) => attempt(() => go(question, to)),
  };

  /** @param {import("../../features/classroom/documents.js").Question} question @param {Walk} to */
  async function go(question, to) {
    await requests.walk(question.id, { state: to });
    if (to === "revealed") reveal(question);
  }

  /** The reveal is the change of phase: the valve opens, the water runs. @param {import("../../features/classroom/documents.js").Question} question */
  function reveal({ generated }) {
    const state = get();
    if (!generated || generated.blueprint !== state.blueprint) return;
    const { phases } = blueprintOf(state);
    const { pin, reveals } = generated;
    if (pin) {
      dispatch({ type: "scope", scope: "step" });
      dispatch({ type: "turn valve", gate: pin.gate, units: pin.units ?? null, value: pin.value });
      dispatch({ type: "scope", scope: state.scope });
    }
    dispatch({ type: "seek", step: Math.floor(reveals / phases.length), phase: reveals % phases.length });
  }
}
