/** Which units have a lane: at most eight are drawn, chosen here where the model has more. */

import { MOST_LANES } from "../state/app_state.js";
import { html, set, setText } from "./dom.js";
import { onChange } from "./panel.js";

/**
 * @param {HTMLElement} el
 * @param {import("./panel.js").Tools} tools
 * @returns {import("./panel.js").Update}
 */
export function mountLanes(el, { dispatch, messages }) {
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
  el.append(choice);
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

  const drawBoxes = onChange((/** @type {import("../data/types.js").Preset|null} */ preset) => {
    const names = preset && preset.units > MOST_LANES ? preset.unit_names : [];
    set(choice, { hidden: !names.length });
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
    (/** @type {readonly number[]} */ shown, /** @type {readonly HTMLInputElement[]} */ inputs) => {
      const full = shown.length >= MOST_LANES;
      setText(title, t("lab.lanes.title", { shown: shown.length, units: inputs.length }));
      for (const [unit, input] of inputs.entries()) {
        input.checked = shown.includes(unit);
        const isLast = input.checked && shown.length === 1;
        input.disabled = (full && !input.checked) || isLast;
      }
    },
  );

  return (state) => {
    drawBoxes(state.preset);
    drawShown(state.shown, inputs);
  };
}
