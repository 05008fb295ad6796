/** The units that have a lane: at most eight are drawn, chosen here if the model has more. */

import { MOST_LANES } from "../../state/choices.js";
import { lanesOf } from "../../state/lanes.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

const MOST_BOXES = 24;

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools & {showAll: () => void}} tools `showAll`: shows a map of all units
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountLanes(el, { dispatch, messages, showAll }) {
  const { document, html } = domOf(el);
  const { t, pick } = messages;
  const title = html("summary", {});
  const hint = html("p", { class: "hint" }, t("lab.lanes.hint", { most: MOST_LANES }));
  const boxes = html("div", { class: "lanes-boxes" });
  const choice = html(
    "details",
    { class: "lanes-choice" },
    title,
    html("fieldset", {}, html("legend", {}, t("lab.lanes.legend")), hint, boxes),
  );
  const toMap = html("button", {
    type: "button",
    class: "plain",
    onclick: showAll,
  });
  el.append(choice, toMap);
  choice.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !choice.open) return;
    choice.open = false;
    title.focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (choice.open && !choice.contains(/** @type {Node} */ (target))) choice.open = false;
  });

  /** @type {HTMLInputElement[]} */
  let inputs = [];
  const chosen = () => inputs.flatMap((input, unit) => (input.checked ? [unit] : []));

  const drawBoxes = onChange((/** @type {import("../../data/types.js").Preset|null} */ preset) => {
    const units = preset?.units ?? 0;
    const names = preset && units > MOST_LANES && units <= MOST_BOXES ? preset.unit_names : [];
    set(el, { hidden: units <= MOST_LANES });
    set(choice, { hidden: !names.length });
    set(toMap, { hidden: units <= MOST_BOXES });
    inputs = names.map((_, unit) =>
      html("input", {
        type: "checkbox",
        value: unit,
        onchange: () => dispatch({ type: "show units", units: chosen() }),
      }),
    );
    boxes.replaceChildren(
      ...inputs.map((input, unit) =>
        html("label", {}, input, t("lab.lanes.choice", { lane: unit + 1, name: pick(names[unit]) })),
      ),
    );
  });

  const drawShown = onChange(
    (
      /** @type {readonly number[]} */ shown,
      /** @type {readonly HTMLInputElement[]} */ inputs,
      /** @type {number} */ units,
    ) => {
      const full = shown.length >= MOST_LANES;
      setText(title, t("lab.lanes.title", { shown: shown.length, units: inputs.length }));
      setText(toMap, t("lab.lanes.title", { shown: shown.length, units }));
      for (const [unit, input] of inputs.entries()) {
        input.checked = shown.includes(unit);
        const isLast = input.checked && shown.length === 1;
        input.disabled = (full && !input.checked) || isLast;
      }
    },
  );

  return (state) => {
    drawBoxes(state.preset);
    drawShown(lanesOf(state), inputs, state.preset?.units ?? 0);
  };
}
