/** The plan of a training, to choose from: task, network, what learns beside it, and how. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { fill, fillNumbers, kindOf, kinds, planOfKind, rivalsOf } from "./plan.lists.js";
import { fits, hasLag, MOST_UNITS, UNITS } from "./plan.state.js";
import { ownRun } from "./runs.state.js";
import { mountSeries } from "./series.js";

/**
 * @typedef {import("./state.js").TrainState} State
 * @typedef {import("./state.js").TrainAction} Action
 * @typedef {import("./plan.state.js").Plan} Plan
 * @typedef {import("../../view/base/panel.js").OutsideTools<Action>} Tools
 */

const COUNTS = Object.freeze(Array.from({ length: MOST_UNITS }, (_, k) => k + 1));
const BIASES = Object.freeze([-2, -1, 0, 1, 2, 3, 5]);
const BATCHES = Object.freeze([8, 16, 32, 64, 128]);
const STEPS = Object.freeze([200, 400, 800, 1600, 3200]);
const MOST_SEED = 10_000;

/** @param {HTMLElement} el @param {Tools} tools @returns {import("../../view/base/panel.js").Update<State>} */
export function mountPlan(el, tools) {
  const { dispatch, messages } = tools;
  const { html } = domOf(el);
  const { t, has } = messages;
  /** @param {Partial<Plan>} change */
  const plan = (change) => dispatch({ type: "plan", change });
  /** @param {string} label @param {(value: string) => void} choose @param {"wide"} [size] */
  function list(label, choose, size) {
    const select = html("select", { onchange: () => choose(select.value) });
    el.append(html("label", { class: size ?? null }, html("span", {}, t(label)), select));
    return select;
  }
  const task = list("train.task", (name) => dispatch({ type: "task", name }), "wide");
  const about = html("p", { class: "hint train-about" });
  el.append(about);
  const updateSeries = mountSeries(el, tools);
  const updateLag = mountLag(el, tools);
  const kind = list("train.network", (value) => plan(planOfKind(value)));
  const units = list("train.units", (value) => plan({ units: Number(value) }));
  const beside = list(
    "train.beside",
    (value) => dispatch({ type: "rival", unit: UNITS.find((unit) => unit === value) ?? null }),
    "wide",
  );
  const bias = list("train.bias", (value) => plan({ forget_bias: Number(value) }));
  const rate = list("train.rate", (value) => plan({ learning_rate: Number(value) }));
  const batch = list("train.batch", (value) => plan({ batch: Number(value) }));
  const steps = list("train.steps", (value) => plan({ steps: Number(value) }));
  const updateSeed = mountSeed(el, tools);
  fill(kind, kinds(messages));

  /** @param {number} value @param {State["offer"]} offer */
  function rateName(value, offer) {
    const name = offer?.learning_rates.find((each) => each.value === value)?.name;
    const known = name && has(`train.rate.${name}`) ? t(`train.rate.${name}`) : null;
    return known ? t("train.rate.named", { name: known, value }) : String(value);
  }

  /** @param {Plan} now */
  function aboutOf({ task: name, series }) {
    if (name === null) return t("train.about.series", { count: series?.length ?? 0 });
    return has(`train.about.${name}`) ? t(`train.about.${name}`) : "";
  }

  return (state) => {
    const { offer, plan: now } = state;
    const tasks = offer?.tasks.map(({ name }) => name) ?? (now.task ? [now.task] : []);
    fill(task, [
      ...tasks.filter((name) => has(`train.task.${name}`)).map((value) => ({ value, name: t(`train.task.${value}`) })),
      ...(now.task === null ? [{ value: "", name: state.series ?? "" }] : []),
    ]);
    task.value = now.task ?? "";
    setText(about, aboutOf(now));
    updateSeries(state);
    updateLag(state);
    kind.value = kindOf(now);
    fillNumbers(units, COUNTS, now.units);
    fill(beside, rivalsOf(messages, now.unit, ownRun(state)?.rivals));
    beside.value = state.rival === now.unit ? "" : (state.rival ?? "");
    fillNumbers(bias, BIASES, now.forget_bias);
    set(bias, { disabled: now.unit === "rnn" });
    const rates = offer?.learning_rates.map(({ value }) => value) ?? [];
    fillNumbers(rate, rates, now.learning_rate, (value) => rateName(value, offer));
    fillNumbers(batch, BATCHES, now.batch);
    fillNumbers(steps, STEPS, now.steps);
    updateSeed(state);
  };
}

/** How many steps later `recall` asks. @param {HTMLElement} el @param {Tools} tools @returns {import("../../view/base/panel.js").Update<State>} */
function mountLag(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const says = html("span", {});
  const slider = html("input", {
    type: "range",
    min: 5,
    max: 40,
    oninput: () => dispatch({ type: "plan", change: { lag: Number(slider.value) } }),
  });
  const label = html("label", { class: "wide train-lag" }, says, slider);
  el.append(label);
  return ({ plan }) => {
    set(label, { hidden: !hasLag(plan) });
    setText(says, t("train.lag", { lag: plan.lag }));
    slider.value = String(plan.lag);
    set(slider, { "aria-valuetext": t("train.lag", { lag: plan.lag }) });
  };
}

/** The seed, as a number and by dice. @param {HTMLElement} el @param {Tools} tools @returns {import("../../view/base/panel.js").Update<State>} */
function mountSeed(el, { dispatch, messages: { t } }) {
  const { document, html } = domOf(el);
  /** @param {number} seed */
  const choose = (seed) => dispatch({ type: "plan", change: { seed } });
  const number = html("input", {
    id: "train-seed",
    type: "number",
    min: 0,
    step: 1,
    inputmode: "numeric",
    onchange() {
      if (number.value !== "" && fits("seed", Number(number.value))) choose(Number(number.value));
    },
  });
  const dice = html(
    "button",
    {
      type: "button",
      class: "plain train-dice",
      "aria-label": t("train.dice"),
      title: t("train.dice"),
      onclick: () => choose(Math.floor(Math.random() * MOST_SEED)),
    },
    "⚄",
  );
  el.append(
    html(
      "div",
      { class: "train-seed" },
      html("label", { for: number.id }, t("train.seed")),
      html("span", {}, number, dice),
    ),
  );
  return ({ plan }) => {
    if (document.activeElement !== number) number.value = String(plan.seed);
  };
}
