/**
 * The learning curves, and a cursor on them that leads back in the learning: a slider whose thumb is a line.
 *
 * @typedef {import("./state.js").TrainState} State
 * @typedef {import("./curve.picture.js").Line} Line
 */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { curvePicture } from "./curve.picture.js";
import { shownOf } from "./looking.state.js";
import { percent } from "./names.js";
import { planInSight, pointsOf } from "./runs.state.js";

/** @param {Pick<State, "runs"|"kept"|"told"|"seeds">} state @returns {Line[]} from the back to the front */
function linesOf(state) {
  const kept = state.kept.map((run, index) => ({
    run,
    kind: /** @type {const} */ ("kept"),
    index,
    points: run.points,
  }));
  const now = state.runs.map((run) => ({ run, kind: run.role, index: 0, points: pointsOf(state, run) }));
  const seeds = state.seeds.runs.map((run) => ({
    run,
    kind: /** @type {const} */ ("seed"),
    index: 0,
    points: run.points,
  }));
  return [...seeds, ...kept, ...now.reverse()];
}

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountCurve(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const picture = html("div", { class: "curve-picture", "aria-hidden": "true" });
  const cursor = html("input", {
    type: "range",
    class: "curve-cursor",
    min: 0,
    step: 1,
    "aria-label": t("train.curve.cursor"),
  });
  cursor.addEventListener("input", () => dispatch({ type: "look", n: Number(cursor.value) }));
  const here = html("p", { class: "curve-here" });
  el.append(
    html("h2", {}, t("train.curve.heading")),
    here,
    html("div", { class: "curve-plot" }, picture, cursor),
    html("p", { class: "curve-axis" }, t("train.curve.axis")),
  );
  const draw = onChange(
    (
      /** @type {State["runs"]} */ runs,
      /** @type {State["kept"]} */ kept,
      /** @type {number} */ told,
      /** @type {number} */ steps,
      /** @type {State["seeds"]} */ seeds,
    ) => picture.replaceChildren(...curvePicture(dom, messages, linesOf({ runs, kept, told, seeds }), steps)),
  );

  return (state) => {
    const { runs, kept, told } = state;
    const plan = planInSight(state);
    draw(runs, kept, told, plan.steps, state.seeds);
    const point = shownOf(state);
    set(cursor, { max: Math.ceil(plan.steps / plan.chunk), disabled: !point });
    if (!point) return;
    cursor.value = String(point.n);
    const said = t("train.curve.here", { step: point.step, share: percent(point.unexplained) });
    setText(here, said);
    set(cursor, { "aria-valuetext": said });
  };
}
