/** When valves began to be open or closed, each a way back to that moment of the learning. */

import { domOf, set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { fieldsOf, runInSight } from "./looking.state.js";
import { fieldName } from "./names.js";

/** @typedef {import("./state.js").TrainState} State */
/** @typedef {import("./insight.state.js").Moment} Moment */

/** More would be a list that nobody reads. */
const MOST = 6;

/**
 * Those at a flag's steps say what the valve listens to, so they go first; then the earliest.
 *
 * @param {readonly Moment[]} found
 */
export function chosenOf(found) {
  const first = (/** @type {Moment} */ { flag, above }) => Number(flag !== null && above);
  const order = [...found].sort((one, other) => first(other) - first(one) || one.checkpoint - other.checkpoint);
  return order.slice(0, MOST).sort((one, other) => one.checkpoint - other.checkpoint);
}

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountMoments(el, { dispatch, messages }) {
  const { html } = domOf(el);
  const { t } = messages;
  const list = html("ol", {});
  el.append(html("h3", {}, t("train.moments")), list);

  const draw = onChange(
    (/** @type {State["moments"]} */ moments, /** @type {string} */ unit, /** @type {State["preset"]} */ preset) => {
      const inputs = preset?.input.names.map((name) => messages.pick(name)) ?? [];
      list.replaceChildren(...chosenOf(moments?.found ?? []).map((moment) => row(moment, unit, inputs)));
    },
  );

  /** @param {Moment} moment @param {string} unit @param {readonly string[]} inputs */
  function row({ field, lane, flag, level, above, checkpoint, step }, unit, inputs) {
    const known = fieldsOf(unit).find((one) => one.field === field);
    const valve = known ? fieldName(messages, unit, known) : field;
    const kind = `train.moments.${flag === null ? "all" : "flag"}.${above ? "above" : "below"}`;
    const says = t(kind, {
      step,
      valve,
      lane: lane + 1,
      level: Math.round(100 * level),
      input: inputs[flag ?? 0] ?? "",
    });
    const go = () => {
      dispatch({ type: "look", n: checkpoint });
      dispatch({ type: "field", field });
      dispatch({ type: "look at unit", unit: lane });
    };
    return html("li", {}, html("button", { type: "button", class: "plain", onclick: go }, says));
  }

  return (state) => {
    const run = runInSight(state);
    const isKnown = run !== null && state.moments?.id === run.id && state.moments.found.length > 0;
    set(el, { hidden: !isKnown || state.learning });
    if (isKnown) draw(state.moments, run.plan.unit, state.preset);
  };
}
