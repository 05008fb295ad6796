/** Curves that are kept for comparison, and the link to this very training. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { icon } from "../../view/base/icons.js";
import { onChange } from "../../view/base/panel.js";
import { percent, runName } from "./names.js";
import { MOST_KEPT, ownRun } from "./runs.state.js";

/** @typedef {import("./state.js").TrainState} State */
/** @typedef {import("./runs.state.js").Run} Run */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction> & {link: () => string}} tools `link`: the address of what is shown
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountKept(el, { dispatch, messages, link }) {
  const dom = domOf(el);
  const { document, html } = dom;
  const { t } = messages;
  const keep = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "keep" }) },
    t("train.keep"),
  );
  const copy = html("button", { type: "button", class: "plain", onclick: copyLink }, t("train.link"));
  const says = html("p", { class: "train-says", role: "status" });
  const address = html("input", {
    type: "text",
    readonly: true,
    class: "train-link",
    "aria-label": t("train.link"),
    hidden: true,
  });
  const list = html("ul", { class: "train-kept", "aria-label": t("train.kept") });
  el.append(html("div", { class: "train-ways" }, keep, copy), address, says, list);

  /** Without HTTPS there is no clipboard to write to: then the link stands there, selected. */
  async function copyLink() {
    const clipboard = document.defaultView?.navigator.clipboard;
    address.value = link();
    set(address, { hidden: Boolean(clipboard) });
    if (clipboard) {
      await clipboard.writeText(address.value).catch(() => set(address, { hidden: false }));
      if (address.hidden) return setText(says, t("train.link.copied"));
    }
    address.focus();
    address.select();
    setText(says, t("train.link.yourself"));
  }

  /** @param {Run} run */
  function row(run) {
    const name = runName(messages, run.plan);
    const left = percent(run.points.at(-1)?.unexplained ?? null);
    const text = t("train.kept.run", { name, seed: run.plan.seed, step: run.points.at(-1)?.step ?? 0, left });
    const label = t("train.kept.forget", { name });
    const forget = () => dispatch({ type: "forget", id: run.id });
    const button = html("button", {
      type: "button",
      class: "tool",
      "aria-label": label,
      title: label,
      onclick: forget,
    });
    button.append(icon(dom, "remove"));
    return html("li", {}, html("span", { "data-id": run.id }, text), button);
  }

  const draw = onChange((/** @type {State["kept"]} */ kept) => list.replaceChildren(...kept.map(row)));

  return (state) => {
    draw(state.kept);
    const own = ownRun(state);
    const isKept = state.kept.some(({ id }) => id === own?.id);
    set(keep, { "aria-disabled": !own || state.told === 0 || isKept ? "true" : null });
    set(keep, { title: t("train.keep.tip", { count: MOST_KEPT }) });
  };
}
