/**
 * What the page's state is composed of.
 *
 * @typedef {import("../../data/types.js").Problem} Problem
 * @typedef {{offer: import("./requests.js").Offer|null, refusal: Problem|null}} OwnState `refusal`: why the server does not train
 * @typedef {import("../../state/app_state.js").AppState & OwnState
 *   & import("./plan.state.js").PlanState
 *   & import("./runs.state.js").RunsState
 *   & import("./seeds.state.js").SeedsState
 *   & import("../../features/dye/dye.state.js").DyeState
 *   & import("./looking.state.js").LookingState
 *   & import("./insight.state.js").InsightState} TrainState
 *
 * @typedef {{type: "offered", offer: import("./requests.js").Offer} | {type: "refused", problem: Problem} | {type: "task", name: string}
 *   | {type: "restored", place: Partial<TrainState>}} OwnAction
 * @typedef {Exclude<import("../../state/reducer.js").Action, {type: "restored"}> | OwnAction
 *   | import("./plan.state.js").PlanAction
 *   | import("./runs.state.js").RunsAction
 *   | import("./seeds.state.js").SeedsAction
 *   | import("../../features/dye/dye.state.js").DyeAction
 *   | import("./looking.state.js").LookingAction
 *   | import("./insight.state.js").InsightAction} TrainAction
 */

import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { FIELDS } from "../../state/fields.js";
import { INSIGHT_CASES, INSIGHT_FIELDS } from "./insight.state.js";
import { LOOKING_CASES, LOOKING_FIELDS } from "./looking.state.js";
import { FIRST_PLAN, PLAN_CASES, PLAN_FIELDS, wishOf } from "./plan.state.js";
import { isAsPlanned, RUNS_CASES, RUNS_FIELDS } from "./runs.state.js";
import { SEEDS_CASES, SEEDS_FIELDS } from "./seeds.state.js";

/** What the plan determines, so that the address does not say it. */
const DETERMINED = ["wanted", "blueprint", "example", "text", "cells", "names", "edits"];

const RUN = {
  ...BASE,
  fields: Object.fromEntries(
    Object.entries(FIELDS).map(([name, { address, ...row }]) => [
      name,
      DETERMINED.includes(name) ? row : { ...row, address },
    ]),
  ),
};

/** @type {import("../../state/compose.js").Cases<TrainState, OwnAction>} */
const OWN_CASES = {
  offered: (state, { offer }) => ({ ...state, offer }),
  refused: (state, { problem }) => ({ ...state, refusal: problem, learning: false, until: null }),
  restored: (state, { place }) => ({ ...state, ...place }),
  task(state, { name }) {
    const defaults = state.offer?.tasks.find((task) => task.name === name)?.defaults;
    const own = Object.keys(FIRST_PLAN).filter(
      (key) => defaults && key in defaults && !["seed", "steps", "chunk", "lag"].includes(key),
    );
    const change = Object.fromEntries(
      own.map((key) => [key, defaults?.[/** @type {keyof typeof FIRST_PLAN} */ (key)]]),
    );
    return { ...state, plan: { ...state.plan, ...change, task: name, series: null } };
  },
};

/** What makes an earlier refusal pointless. */
const LEARN = ["learn", "toggle learning", "one chunk"];
const AGAIN = ["plan", "task", "recorded", "as recorded", "rival", ...LEARN, "seeds", "retry"];
/** @type {Readonly<Record<string, ((state: any, action: any) => any)|undefined>>} */
const CASES = { ...PLAN_CASES, ...RUNS_CASES, ...SEEDS_CASES, ...LOOKING_CASES, ...INSIGHT_CASES, ...OWN_CASES };

const TRAIN = {
  fields: {
    ...PLAN_FIELDS,
    ...RUNS_FIELDS,
    ...SEEDS_FIELDS,
    ...LOOKING_FIELDS,
    ...INSIGHT_FIELDS,
    offer: { initial: null },
    refusal: { initial: null },
  },
  answers: [],
  /** @param {import("../../state/compose.js").Reduce<TrainState, any>} reduce @returns {import("../../state/compose.js").Reduce<TrainState, any>} */
  wrap: (reduce) => (state, action) => {
    const free = AGAIN.includes(action.type) && state.refusal ? { ...state, refusal: null } : state;
    const change = CASES[action.type];
    const next = change ? change(free, action) : reduce(free, action);
    if (wishOf(next.plan, next.recorded) !== wishOf(state.plan, state.recorded))
      return { ...next, learning: false, until: null }; // another network
    const isAskedAgain = state.refusal && LEARN.includes(action.type) && !isAsPlanned(next);
    return isAskedAgain ? { ...next, attempt: next.attempt + 1 } : next;
  },
};

const COMPOSED = compose([RUN, DYE_SLICE, TRAIN]);

/** @type {Readonly<TrainState>} */
export const INITIAL = COMPOSED.initial;

/** @type {import("../../state/compose.js").Reduce<TrainState, TrainAction>} */
export const reduceTrain = COMPOSED.reduce;

/** The grammar of this page's addresses. */
export const GRAMMAR = { toAddress: COMPOSED.toAddress, fromAddress: COMPOSED.fromAddress };
