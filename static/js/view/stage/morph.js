/**
 * The way between the views of the same plumbing, by hand: from the pipe by way of the symbols to the Cell, and back. Every part
 * travels as far as the slider does; nothing moves by itself.
 *
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { blueprintOf, stopsOf } from "../../unit/blueprint.js";
import { domOf, set } from "../base/dom.js";
import { onChange } from "../base/panel.js";

/** The smallest move; a stop is a whole number of them from the next one. */
const FINEST = 0.02;

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountMorph(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const slider = /** @type {HTMLInputElement} */ (
    html("input", {
      ...{ type: "range", min: 0, max: 1, step: FINEST },
      oninput: () => dispatch({ type: "morph", place: Number(slider.value) }),
    })
  );
  const names = html("div", { class: "morph-stops" });
  const way = html("div", { class: "morph-way" }, slider, names);
  const row = html("div", { class: "morph" }, html("span", { class: "light-name" }, t("lab.morph.heading")), way);
  el.append(row);

  /** @type {readonly import("../../state/app_state.js").View[]} */
  let stops = [];
  const build = onChange((/** @type {Blueprint} */ blueprint) => {
    stops = stopsOf(blueprint);
    set(slider, { max: stops.length - 1, "aria-label": stops[1] ? t(`lab.morph.to_${stops.at(-1)}`) : null });
    names.replaceChildren(
      ...stops.map((view) =>
        html(
          "button",
          { type: "button", class: "plain", onclick: () => dispatch({ type: "view", view }) },
          t(`lab.view.${view}`),
        ),
      ),
    );
  });

  return (state) => {
    build(blueprintOf(state));
    row.hidden = stops.length < 2;
    const at = stops.indexOf(state.view);
    const place = at < 0 ? 0 : (state.between ?? at);
    if (Number(slider.value) !== place) slider.value = String(place);
    set(slider, { "aria-valuetext": said(place) });
  };

  /** @param {number} place */
  function said(place) {
    const [from, to] = [Math.floor(place), Math.ceil(place)].map((stop) => t(`lab.view.${stops[stop] ?? "pipe"}`));
    const share = `${Math.round((place % 1) * 100)} %`;
    return from === to ? from : t("lab.morph.between", { from, to, share });
  }
}
