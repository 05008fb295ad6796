/** Trainings as a server would tell of them. */

import { FIRST_PLAN, keyOf } from "../../../../static/js/pages/train/plan.state.js";
import { INITIAL, reduceTrain } from "../../../../static/js/pages/train/state.js";
import "../../support/blueprints.js";

/** @typedef {import("../../../../static/js/pages/train/runs.state.js").Run} Run */
/** @typedef {import("../../../../static/js/pages/train/state.js").TrainState} State */
/** @typedef {import("../../../../static/js/pages/train/state.js").TrainAction} Action */

/** @param {number} n @param {number|null} unexplained */
export const point = (n, unexplained = 1 / (n + 1)) => ({
  n,
  step: 20 * n,
  loss: n ? 0.1 : null,
  validation: unexplained,
  unexplained,
  gradient_norm: null,
  seconds: 0.1,
});

/** @param {Partial<Run>} [other] @returns {Run} */
export const run = (other = {}) => ({
  role: "own",
  id: "a",
  key: keyOf(other.plan ?? FIRST_PLAN),
  plan: FIRST_PLAN,
  recorded: false,
  checkpoints: 1,
  weights: 57,
  rivals: { lstm: 2, gru: 2, rnn: 5 },
  status: "paused",
  place: null,
  error: null,
  points: [point(0)],
  ...other,
});

/** @param {readonly Action[]} actions @param {State} [state] */
export const after = (actions, state = INITIAL) => actions.reduce(reduceTrain, state);
