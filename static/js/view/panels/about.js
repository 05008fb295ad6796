/** What the model is, what its lanes do, and what to look for in the current example. */

import { domOf, set } from "../base/dom.js";
import { onChange } from "../base/panel.js";

/** @typedef {import("../../data/types.js").Preset} Preset */

/** @param {string|number} score */
const rounded = (score) => (typeof score === "number" ? String(Number(score.toPrecision(3))) : score);

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountAbout(el, { dispatch, messages }) {
  const { html } = domOf(el);
  const { t, pick } = messages;
  const body = html("div", { class: "about-body" });
  el.append(body);
  /** @type {HTMLButtonElement[]} */
  let lanes = [];

  /** @param {Preset} preset */
  function unitList(preset) {
    lanes = preset.unit_names.map((name, unit) =>
      html(
        "button",
        { type: "button", class: "about-lane", onclick: () => dispatch({ type: "look at unit", unit }) },
        html("span", { class: "lane-number" }, String(unit + 1)),
        html("span", {}, pick(name)),
      ),
    );
    return html("ol", { class: "about-lanes" }, ...lanes.map((lane) => html("li", {}, lane)));
  }

  /** @param {NonNullable<Preset["training"]>} training */
  function trainingList({ task, command, seed, steps, scores }) {
    const facts = Object.entries({ task, command, seed, steps }).map(([name, value]) => [
      t(`lab.about.training.${name}`),
      String(value),
    ]);
    const rows = [...facts, ...Object.entries(scores).map(([name, score]) => [name, rounded(score)])];
    return html(
      "dl",
      { class: "facts" },
      ...rows.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]),
    );
  }

  const draw = onChange((/** @type {Preset|null} */ preset, /** @type {string|null} */ example) => {
    lanes = [];
    if (!preset || preset.upload) return body.replaceChildren();
    const captions = preset.captions.filter((caption) => caption.example === null || caption.example === example);
    body.replaceChildren(
      html("h3", {}, pick(preset.title)),
      html("p", {}, pick(preset.summary)),
      ...(captions.length
        ? [
            html("h4", {}, t("lab.about.captions")),
            html("ul", { class: "captions" }, ...captions.map(({ text }) => html("li", {}, pick(text)))),
          ]
        : []),
      html("h4", {}, t("lab.about.lanes")),
      unitList(preset),
      ...(preset.training ? [html("h4", {}, t("lab.about.training")), trainingList(preset.training)] : []),
    );
  });

  return ({ preset, example, unit, shown }) => {
    draw(preset, example);
    for (const [lane, button] of lanes.entries())
      set(button, { "aria-pressed": String(lane === unit), disabled: !shown.includes(lane) });
  };
}
