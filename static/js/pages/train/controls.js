/** What sets a network learning: learn and pause, one chunk, back to the start; how fast, and until when. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { icon } from "../../view/base/icons.js";
import { hasEnded, isOver, KNOWS, ownRun, PACES, planInSight } from "./runs.state.js";

/** @typedef {import("./state.js").TrainState} State */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountControls(el, { dispatch, messages: { t } }) {
  const dom = domOf(el);
  const { html } = dom;
  let isLearning = false;
  const word = html("span", {});
  const [start, stop] = [icon(dom, "play"), icon(dom, "pause")];
  const learn = html(
    "button",
    {
      type: "button",
      class: "button train-learn",
      "aria-keyshortcuts": "L",
      onclick: () => dispatch({ type: "learn", on: !isLearning }),
    },
    start,
    stop,
    word,
  );
  const chunk = html("button", {
    type: "button",
    class: "plain",
    "aria-keyshortcuts": "N",
    onclick: () => dispatch({ type: "one chunk" }),
  });
  const again = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "start again" }) },
    t("train.again"),
  );
  const pace = html(
    "select",
    {
      "aria-label": t("train.pace"),
      onchange: () => dispatch({ type: "pace", pace: pace.value ? Number(pace.value) : null }),
    },
    ...PACES.map((value) =>
      html("option", { value: value ?? "" }, value ? t("train.pace.each", { count: value }) : t("train.pace.full")),
    ),
  );
  const goal = html("input", { type: "checkbox", onchange: () => dispatch({ type: "goal", on: goal.checked }) });
  el.append(
    html("div", { class: "train-buttons" }, learn, chunk, again),
    html(
      "div",
      { class: "train-how" },
      pace,
      html("label", { class: "train-goal" }, goal, html("span", {}, t("train.goal", { share: KNOWS * 100 }))),
    ),
  );

  return (state) => {
    const own = ownRun(state);
    isLearning = state.learning;
    const isDone = isOver(state, own);
    start.toggleAttribute("hidden", isLearning);
    stop.toggleAttribute("hidden", !isLearning);
    setText(word, t(isLearning ? "train.pause" : state.told > 0 && !isDone ? "train.go_on" : "train.learn"));
    set(learn, { "aria-disabled": isDone && !isLearning ? "true" : null });
    setText(chunk, t("train.chunk", { steps: planInSight(state).chunk }));
    set(chunk, { "aria-disabled": isLearning || isDone ? "true" : null });
    set(again, { "aria-disabled": state.told === 0 ? "true" : null });
    if (pace.value !== String(state.pace ?? "")) pace.value = String(state.pace ?? "");
    goal.checked = state.goal;
    set(el, { "data-ended": own !== null && hasEnded(own) });
  };
}
