/**
 * The plan of a training as it is chosen, and what is raced against it. The plan determines every bit of the weights, so the address
 * carries all of it.
 *
 * @typedef {"lstm"|"gru"|"rnn"} UnitName
 * @typedef {object} Plan as the API takes it
 * @property {string|null} task null: a series of one's own
 * @property {number[][]|null} series
 * @property {UnitName} unit
 * @property {number} units
 * @property {"none"|"diagonal"} peepholes
 * @property {number} forget_bias
 * @property {number} learning_rate
 * @property {number} batch
 * @property {number} seed
 * @property {number} lag how many steps later `recall` asks; other tasks have none
 * @property {number} steps
 * @property {number} chunk steps between two checkpoints
 *
 * @typedef {{plan: Plan, rival: UnitName|null, series: string|null, recorded: boolean}} PlanState `rival`: the unit that learns the same
 *   beside it; `series`: the name of the file that a series comes from; `recorded`: nothing is computed, recorded runs are shown
 * @typedef {{type: "plan", change: Partial<Plan>} | {type: "rival", unit: UnitName|null}
 *   | {type: "series", name: string, values: number[][]}
 *   | {type: "recorded", on: boolean}
 *   | {type: "as recorded", plan: Plan}} PlanAction
 */

/** @type {readonly UnitName[]} */
export const UNITS = Object.freeze(["lstm", "gru", "rnn"]);
export const MOST_UNITS = 8;
const MOST_STEPS = 10_000;

/** @type {Readonly<Plan>} */
export const FIRST_PLAN = Object.freeze({
  task: "stock_position",
  series: null,
  unit: "lstm",
  units: 4,
  peepholes: "diagonal",
  forget_bias: 1,
  learning_rate: 0.05,
  batch: 32,
  seed: 0,
  lag: 20,
  steps: 800,
  chunk: 20,
});

/** Whether a plan has a lag to choose. @param {Pick<Plan, "task">} plan */
export const hasLag = ({ task }) => task === "recall";

/** What a person changes, and what the address names; the rest of a plan stays as it is. @type {readonly (readonly [keyof Plan, string])[]} */
const NUMBERS = Object.freeze([
  ["units", "units"],
  ["forget_bias", "bias"],
  ["learning_rate", "rate"],
  ["batch", "batch"],
  ["seed", "seed"],
  ["lag", "lag"],
  ["steps", "steps"],
  ["chunk", "chunk"],
]);

/** @type {Readonly<Record<string, readonly [number, number, boolean]>>} the least, the most, and whether it is a whole number */
const ROOM = Object.freeze({
  units: [1, MOST_UNITS, true],
  forget_bias: [-10, 10, false],
  learning_rate: [1e-6, 1000, false],
  batch: [1, 512, true],
  seed: [0, 2 ** 31 - 1, true],
  lag: [5, 40, true],
  steps: [1, MOST_STEPS, true],
  chunk: [1, 200, true],
});

/** Whether a number may stand in a plan. @param {string} name @param {number} value */
export function fits(name, value) {
  const [least, most, isWhole] = ROOM[name];
  return value >= least && value <= most && (!isWhole || Number.isInteger(value));
}

export const PLAN_FIELDS = Object.freeze({
  plan: {
    initial: FIRST_PLAN,
    address: {
      /** @param {PlanState} state */
      write: ({ plan }) => ({
        task: plan.task,
        net: plan.unit,
        ...(plan.unit === "lstm" ? { peepholes: plan.peepholes } : {}),
        ...Object.fromEntries(
          NUMBERS.filter(([key]) => key !== "lag" || hasLag(plan)).map(([key, name]) => [name, String(plan[key])]),
        ),
      }),
      read: readPlan,
    },
  },
  series: { initial: /** @type {string|null} */ (null) },
  recorded: {
    initial: false,
    address: {
      /** @param {PlanState} state */
      write: ({ recorded }) => ({ recorded: recorded ? "yes" : null }),
      /** @param {URLSearchParams} place */
      read: (place) => (place.has("recorded") ? place.get("recorded") === "yes" : undefined),
    },
  },
  rival: {
    initial: /** @type {UnitName|null} */ ("rnn"),
    address: {
      /** @param {PlanState} state */
      write: ({ rival }) => ({ beside: rival ?? "none" }),
      /** @param {URLSearchParams} place */
      read: (place) => (place.get("beside") === "none" ? null : (unitNamed(place.get("beside")) ?? undefined)),
    },
  },
});

/** @param {string|null} name */
const unitNamed = (name) => UNITS.find((unit) => unit === name);

/** What an address does not say, or says wrongly, is as in the first plan. @param {URLSearchParams} place @returns {Plan|undefined} */
function readPlan(place) {
  if (!place.has("task") && !place.has("net")) return undefined;
  const numbers = NUMBERS.flatMap(([key, name]) => {
    const text = place.get(name);
    const value = Number(text);
    return text?.trim() && fits(key, value) ? [[key, value]] : [];
  });
  const task = place.get("task");
  return {
    ...FIRST_PLAN,
    task: task && /^[a-z_]{1,40}$/.test(task) ? task : FIRST_PLAN.task,
    unit: unitNamed(place.get("net")) ?? FIRST_PLAN.unit,
    peepholes: place.get("peepholes") === "none" ? "none" : "diagonal",
    ...Object.fromEntries(numbers),
  };
}

/** Equal for plans that give the same weights at every step that both take. @param {Plan} plan */
export const keyOf = (plan) =>
  JSON.stringify(Object.keys(FIRST_PLAN).map((name) => plan[/** @type {keyof Plan} */ (name)]));

/** Equal for wishes that the server answers with the same run. @param {Plan} plan @param {boolean} recorded */
export const wishOf = (plan, recorded) => `${recorded ? "recorded " : ""}${keyOf(plan)}`;

/** @type {import("../../state/compose.js").Cases<PlanState, PlanAction>} */
export const PLAN_CASES = {
  plan: (state, { change }) => ({ ...state, plan: { ...state.plan, ...change } }),
  series: (state, { name, values }) => ({
    ...state,
    series: name,
    recorded: false,
    plan: { ...state.plan, task: null, series: values },
  }),
  recorded: (state, { on }) => ({ ...state, recorded: on && state.plan.task !== null }),
  "as recorded": (state, { plan }) => ({ ...state, recorded: true, plan: { ...FIRST_PLAN, ...known(plan) } }),
  rival: (state, { unit }) => ({ ...state, rival: unit }),
};

/** What this page knows of a plan. @param {Plan} plan @returns {Partial<Plan>} */
const known = (plan) => Object.fromEntries(Object.entries(plan).filter(([name]) => Object.hasOwn(FIRST_PLAN, name)));

/** How many checkpoints a plan makes, the one before the first step included. @param {Plan} plan */
export const rowsOf = ({ steps, chunk }) => 1 + Math.ceil(steps / chunk);
