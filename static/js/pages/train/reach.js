/** How far back the last answer looks: the norm of its gradient by distance, of the runs side by side, at the checkpoint in sight. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { runInSight, shownOf } from "./looking.state.js";
import { runName } from "./names.js";
import { LEAST, reachOf, reachPath } from "./reach.geometry.js";

/** @typedef {import("./state.js").TrainState} State */
/** @typedef {{kind: string, name: string, norms: readonly number[]}} Line */

/** @param {State} state @param {number} n @param {import("../../data/messages.js").Messages} messages @returns {Line[]} */
const linesOf = (state, n, messages) =>
  state.runs.flatMap((run) => {
    const rows = state.norms[run.id] ?? [];
    const norms = rows[Math.min(n, rows.length - 1)];
    return norms ? [{ kind: run.role, name: runName(messages, run.plan), norms }] : [];
  });

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountReach(el, { messages }) {
  const { html, svg } = domOf(el);
  const { t } = messages;
  const picture = svg("svg", {
    class: "reach-picture",
    viewBox: "0 0 1 1",
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const says = html("ul", { class: "reach-says" });
  const far = html("span", {});
  el.append(
    html("h3", {}, t("train.reach")),
    html("p", { class: "hint" }, t("train.reach.what", { least: LEAST })),
    html("div", { class: "reach-plot" }, picture),
    html("p", { class: "curve-axis reach-axis" }, html("span", {}, t("train.reach.now")), far),
    says,
  );
  const draw = onChange((/** @type {string} */ drawn) => {
    const lines = /** @type {Line[]} */ (JSON.parse(drawn));
    picture.replaceChildren(
      ...lines.map(({ kind, norms }) => svg("path", { d: reachPath(norms), "data-kind": kind })).reverse(),
    );
    says.replaceChildren(
      ...lines.map(({ kind, name, norms }) =>
        html("li", { "data-kind": kind }, t("train.reach.says", { name, count: reachOf(norms) })),
      ),
    );
    setText(far, t("train.reach.ago", { count: Math.max(0, ...lines.map(({ norms }) => norms.length - 1)) }));
  });

  return (state) => {
    const run = runInSight(state);
    const point = shownOf(state);
    const lines = point ? linesOf(state, point.n, messages) : [];
    set(el, { hidden: !run || lines.length === 0 || state.learning });
    if (lines.length) draw(JSON.stringify(lines));
  };
}
