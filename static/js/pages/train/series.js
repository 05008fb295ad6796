/** A series of one's own instead of a task: a file with one column of numbers. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { createTrainings } from "./requests.js";

/** @typedef {import("./state.js").TrainState} State */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountSeries(el, { dispatch, messages: { t }, outside }) {
  const { html } = domOf(el);
  const { table } = createTrainings(outside.fetch);
  const file = html("input", {
    type: "file",
    id: "train-series",
    class: "visually-hidden",
    accept: ".csv,.tsv,.txt,.npy",
    onchange() {
      const chosen = file.files?.[0];
      if (chosen) take(chosen);
      file.value = "";
    },
  });
  const says = html("p", { class: "hint train-about", role: "status" });
  el.append(
    html("div", { class: "wide" }, file, html("label", { for: file.id, class: "plain train-own" }, t("train.series"))),
    says,
  );

  /** @param {File} chosen */
  async function take(chosen) {
    setText(says, "");
    try {
      const { inputs } = await table(chosen);
      const columns = inputs[0]?.length ?? 0;
      if (columns === 1) dispatch({ type: "series", name: chosen.name, values: inputs });
      else setText(says, t("train.series.columns", { name: chosen.name, columns }));
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      dispatch({ type: "refused", problem });
    }
  }

  return ({ plan }) => set(says, { hidden: plan.task === null && !says.textContent });
}
