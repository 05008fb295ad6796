/** How far it is: the steps of learning, how many a second, and how long it will take; the place in the queue; why it ended. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { hasEnded, isOver, overshot, ownRun, planInSight, pointsOf, rivalRun } from "./runs.state.js";

/** @typedef {import("./state.js").TrainState} State */

/** The time over which the speed is measured, in ms. */
const SPAN = 3000;

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountProgress(el, { messages: { t } }) {
  const { html } = domOf(el);
  const says = html("p", { class: "train-says" });
  const bar = html("progress", { max: 1, value: 0, "aria-label": t("train.progress") });
  const ended = html("p", { class: "train-ended", role: "status" });
  el.append(says, bar, ended);
  const speed = mountSpeed();

  return (state) => {
    const own = ownRun(state);
    const point = own?.points[Math.min(state.told, own.points.length - 1)];
    const step = point?.step ?? 0;
    const { steps } = planInSight(state);
    set(bar, { max: steps, value: step });
    bar.value = step;
    const each = speed(step, state.learning);
    const parts = [t("train.step", { step, steps })];
    if (own?.recorded) parts.push(t("train.recorded.now"));
    else if (state.learning && own?.status === "queued" && own.place)
      parts.push(t("train.queue", { count: own.place }));
    else if (state.learning && each > 0)
      parts.push(
        t("train.speed", { each: Math.round(each) }),
        t("train.left", { seconds: Math.ceil((steps - step) / each) }),
      );
    setText(says, parts.join(t("train.between")));
    const end = own ? endOf(state, own) : null;
    setText(ended, end?.text ?? "");
    set(ended, { "data-status": end?.status });
    const beside = rivalRun(state);
    set(el, { "data-beside": beside !== null && hasEnded(beside) });
  };

  /** @param {State} state @param {import("./runs.state.js").Run} run @returns {{status: string, text: string}|null} */
  function endOf(state, run) {
    const { status, plan, error } = run;
    const isEnd = isOver(state, run);
    if (isEnd && status === "failed") return { status, text: t("train.ended.failed", { error: error ?? "" }) };
    if (isEnd && status === "diverged")
      return { status, text: t("train.ended.diverged", { step: Number(/\d+/.exec(error ?? "")?.[0] ?? 0) }) };
    const worst = overshot(pointsOf(state, run));
    if (worst) {
      const times = worst.unexplained === null ? "∞" : worst.unexplained.toFixed(0);
      return { status: "worse", text: t("train.ended.worse", { times, step: worst.step }) };
    }
    return isEnd ? { status, text: t("train.ended.done", { steps: plan.steps }) } : null;
  }
}

/** Steps a second over the last few seconds. */
function mountSpeed() {
  /** @type {{at: number, step: number}[]} */
  let marks = [];
  return (/** @type {number} */ step, /** @type {boolean} */ isLearning) => {
    const at = performance.now();
    if (!isLearning) marks = [];
    else if (step !== marks.at(-1)?.step)
      marks = [...marks.filter((mark) => at - mark.at < SPAN && mark.step < step), { at, step }];
    const [first, last] = [marks[0], marks.at(-1)];
    return first && last && last.at > first.at ? (1000 * (last.step - first.step)) / (last.at - first.at) : 0;
  };
}
