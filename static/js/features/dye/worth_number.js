/** Which number is asked about: the memory of the lane, or an answer that is read, if something reads one. */

import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/** @typedef {import("./dye.state.js").State} State */

/**
 * @param {HTMLElement} place
 * @param {import("../../data/messages.js").Messages} messages
 * @param {() => void} change
 */
export function mountNumber(place, { t, pick }, change) {
  const { html } = domOf(place);
  const number = html("select", { id: "worth-number", onchange: change });
  const label = html("label", { for: number.id }, t("dye.worth.number"));
  place.append(label, number);

  const draw = onChange(
    (/** @type {State["preset"]} */ preset, /** @type {boolean} */ isRead, /** @type {number} */ unit) => {
      const names = isRead ? (preset?.head?.names ?? []) : [];
      const kept = number.value;
      number.replaceChildren(
        html("option", { value: "" }, t("dye.worth.lane", { lane: unit + 1 })),
        ...names.map((name, index) => html("option", { value: index }, t("dye.worth.read", { name: pick(name) }))),
      );
      number.value = Number(kept) < names.length ? kept : "";
    },
  );

  return {
    /** @param {State} state @param {boolean} isDyed */
    update({ preset, trace, unit }, isDyed) {
      draw(preset, trace?.readout !== undefined, unit);
      set(place, { hidden: !isDyed || number.options.length < 2 });
    },
    /** @param {State} state @returns {import("./worth.wire.js").Asked} */
    asked: (state) =>
      number.value === ""
        ? { step: state.step, unit: state.unit, field: blueprintOf(state).memory.now }
        : { step: state.step, unit: Number(number.value), field: null },
  };
}
