/** How old the memory of each lane is, and how fast it goes: a table, whose lanes can be chosen. */

import { domOf, set } from "../../view/base/dom.js";
import { plain, short } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";

/**
 * @typedef {import("../../data/dye.js").Sample} Sample
 *
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 */
export function mountAges(place, { dispatch, messages: { t } }) {
  const { html } = domOf(place);
  const caption = html("caption");
  const heads = ["lane", "memory", "age", "half_life"].map((name) =>
    html("th", { scope: "col" }, t(`dye.ages.${name}`)),
  );
  const body = html("tbody");
  place.append(html("table", { class: "ages" }, caption, html("thead", {}, html("tr", {}, ...heads)), body));

  const draw = onChange(
    (/** @type {Sample} */ sample, /** @type {readonly number[]} */ shown, /** @type {number} */ unit) => {
      body.replaceChildren(
        ...shown.map((lane) => {
          const onclick = () => dispatch({ type: "look at unit", unit: lane });
          const button = html("button", { type: "button", class: "plain", onclick }, String(lane + 1));
          set(button, { "aria-pressed": String(lane === unit) });
          const [age, half] = [sample.age[lane], sample.halfLife[lane]];
          return html(
            "tr",
            { "data-lane": lane, class: lane === unit ? "spot" : null },
            html("th", { scope: "row" }, button),
            html("td", {}, plain(sample.memory[lane], 3)),
            html("td", { "data-value": age }, age === null ? t("dye.ages.empty") : t("dye.ages.steps", inSteps(age))),
            html(
              "td",
              { "data-value": half },
              half === null ? t("dye.ages.never") : t("dye.ages.steps", inSteps(half)),
            ),
          );
        }),
      );
    },
  );
  return (/** @type {import("./dye.state.js").State} */ { shown, unit, step }, /** @type {Sample} */ sample) => {
    caption.textContent = t("dye.ages.caption", { step: step + 1 });
    draw(sample, shown, unit);
  };
}

/** @param {number} steps */
const inSteps = (steps) => ({ steps: short(steps, steps < 100 ? 1 : 0) });
