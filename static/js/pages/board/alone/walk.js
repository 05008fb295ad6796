/**
 * What the next press of a clicker does at a board without a room: the next phase, or with questions before each phase ask, show the
 * raised hands, reveal, go on. Where nothing clear-cut can be asked it goes on, so a clicker never gets stuck.
 *
 * @typedef {import("../state.js").BoardState} State
 * @typedef {import("../state.js").BoardAction} Action
 * @typedef {import("../../desk/proposals.js").Proposal} Proposal
 */

import { tick } from "../../../state/question.js";
import { blueprintOf } from "../../../unit/blueprint.js";
import { proposalsOf } from "../../desk/proposals.js";

/** @param {{get: () => State, dispatch: (action: Action) => void}} store */
export function createWalk({ get, dispatch }) {
  /** What was asked once is not asked again: going back and forth is free. @type {Set<string>} */
  const asked = new Set();

  /** @param {Proposal} proposal */
  const keyOf = ({ generated, about }) => JSON.stringify([generated, about]);

  function goOn() {
    dispatch({ type: "put away" });
    const proposal = get().alone.locked ? nextOf(get()) : null;
    if (proposal && !asked.has(keyOf(proposal))) ask(proposal);
    else dispatch({ type: "move phase", by: 1 });
  }

  /** @param {Proposal} proposal */
  function ask(proposal) {
    asked.add(keyOf(proposal));
    const question = { ...proposal, id: "own", version: 1, round: 1, state: "open", answered: 0 };
    const hidden = { counts: null, before: null, truth: null };
    dispatch({
      type: "own question",
      question: /** @type {any} */ ({ ...question, ...hidden }),
      right: String(proposal.truth),
    });
  }

  /** The reveal is the change of phase. */
  function reveal() {
    dispatch({ type: "walk", to: "revealed" });
    const reveals = get().own?.question.generated?.reveals ?? tick(get());
    const phases = blueprintOf(get()).phases.length;
    dispatch({ type: "seek", step: Math.floor(reveals / phases), phase: reveals % phases });
  }

  return {
    /** While there is no picture yet, there is nothing to go on from. */
    forward() {
      const { own, trace } = get();
      if (!trace) return;
      if (!own || own.question.state === "revealed") goOn();
      else if (own.question.state === "open" && own.raised.length) dispatch({ type: "walk", to: "shown" });
      else reveal();
    },
    /** Going back takes an open question away; what was revealed stays. */
    back() {
      const state = get().own?.question.state;
      if (state && state !== "revealed") dispatch({ type: "put away" });
      else dispatch({ type: "move phase", by: -1 });
    },
  };
}

/** A question about the next phase of the lane in the spotlight. @param {State} state @returns {Proposal|null} */
const nextOf = (state) =>
  proposalsOf(state).find(
    ({ kind, generated }) => kind === "choice" && !generated.pin && generated.reveals === tick(state) + 1,
  ) ?? null;
