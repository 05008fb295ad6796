/**
 * A slider for each lane of a valve: for hands to which the lanes of the picture are too narrow.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { flow } from "../../state/flow.js";
import { blueprintOf, turnedBy } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../base/dom.js";
import { short } from "../base/numbers.js";
import { onChange } from "../base/panel.js";
import { unitWord } from "../base/words.js";
import { goneOf } from "../stage/parts.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountHands(el, { dispatch, messages }) {
  const { html } = domOf(el);
  const { t } = messages;
  const id = `${el.closest("[id]")?.id}-valve`; // a page has several figures
  const choice = html("select", { id, onchange: () => now && update(now) });
  const list = html("div", { class: "hands" });
  el.append(html("div", { class: "hands-choice" }, html("label", { for: id }, t("lab.hands.valve")), choice), list);
  /** @type {AppState|null} */
  let now = null;
  /** @type {{unit: number, slider: HTMLInputElement, says: HTMLElement}[]} */
  let rows = [];

  const offer = onChange((/** @type {Blueprint} */ blueprint, /** @type {readonly string[]|null} */ built) => {
    const names = turnable(blueprint, built).map(({ id }) => unitWord(messages, blueprint, `lab.part.${id}`));
    const kept = names.includes(choice.value) ? choice.value : names[0];
    choice.replaceChildren(...names.map((name) => html("option", {}, name)));
    choice.value = kept;
  });

  const build = onChange((/** @type {readonly number[]} */ shown) => {
    rows = shown.map(row);
    list.replaceChildren(
      ...rows.map(({ unit, slider, says }) =>
        html("label", { class: "hand" }, html("span", {}, t("lab.lanes.one", { lanes: unit + 1 })), slider, says),
      ),
    );
  });

  /** @param {number} unit */
  function row(unit) {
    const slider = html("input", { type: "range", min: 0, max: 1, step: 0.01, oninput: turn });
    const says = html("span", { class: "hand-value" });
    return { unit, slider, says };

    function turn() {
      const gate = now && turnedBy(blueprintOf(now), String(chosen(now).letter))?.gate;
      if (gate) dispatch({ type: "turn valve", gate, units: [unit], value: Number(slider.value) });
    }
  }

  /** @param {AppState} state */
  const chosen = (state) => turnable(blueprintOf(state), state.built)[choice.selectedIndex];

  /** @param {AppState} state */
  function update(state) {
    now = state;
    const { trace, preset, shown, step, phase, built } = state;
    const blueprint = blueprintOf(state);
    if (!trace || !preset || !turnable(blueprint, built).length) return;
    offer(blueprint, built);
    build(shown);
    const node = chosen(state);
    list.className = `hands role-${node.role}`;
    for (const { unit, slider, says } of rows) {
      const value = flow(blueprint, trace, step, phase, unit).valves[node.id];
      const text = value === null ? t("lab.valve.unset") : short(value);
      slider.value = String(value ?? 0.5);
      set(slider, { "aria-valuetext": text });
      setText(says, text);
    }
  }
  return update;
}

/** The valves that are there and a reader's to turn. @param {Blueprint} blueprint @param {readonly string[]|null} built */
function turnable(blueprint, built) {
  const gone = goneOf(blueprint, built);
  return blueprint.valves.filter(({ id, linked }) => !linked && !gone.has(id));
}
