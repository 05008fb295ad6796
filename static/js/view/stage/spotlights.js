/** The spotlights of the Cell view, as switches below the drawing; or the reason why a unit has no such view. */

import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set } from "../base/dom.js";
import { formula } from "../base/formula.js";
import { onChange } from "../base/panel.js";
import { unitWord } from "../base/words.js";
import { hasView } from "./layout.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools & {isBrief?: boolean}} tools `isBrief`: their names stand in full only where asked for
 * @returns {import("../base/panel.js").Update}
 */
export function mountSpotlights(el, { dispatch, messages, isBrief = false }) {
  const dom = domOf(el);
  const { html } = dom;
  /** @type {string|null} */
  let lit = null;
  /** @type {Map<string, HTMLButtonElement>} */
  let buttons = new Map();

  /** @param {import("../../unit/blueprint.js").Spotlight} light */
  function button({ id, role }) {
    const turn = () => {
      lit = lit === id ? null : id;
      dispatch({ type: "spotlight", id: lit });
    };
    const name = messages.t(`lab.spotlight.${id}`);
    const said = isBrief ? { "aria-label": name, title: name } : {};
    const text = isBrief ? messages.t(`lab.spotlight.${id}.brief`) : name;
    return html("button", { type: "button", class: `light role-${role}`, onclick: turn, ...said }, text);
  }
  /** What wires of a kind carry. @param {import("../../unit/blueprint.js").Blueprint} blueprint @param {string} kind */
  function key(blueprint, kind) {
    const name = messages.t(`lab.wire.${kind}`);
    const { now, before } = blueprint.memory;
    const sign = formula(dom, [blueprint.symbols[kind === "dashed" ? before : now]]);
    return html("span", { class: `wire-key ${kind}`, title: name }, set(sign, { "aria-label": name }));
  }
  const build = onChange(
    (/** @type {import("../../unit/blueprint.js").Blueprint} */ blueprint, /** @type {string} */ wires) => {
      if (!hasView(blueprint, "cell")) {
        buttons.clear();
        el.replaceChildren(html("p", { class: "hint" }, unitWord(messages, blueprint, "lab.view.cell.missing")));
        return;
      }
      buttons = new Map(blueprint.spotlights.map((light) => [light.id, button(light)]));
      const keys = wires ? wires.split(" ") : [];
      el.replaceChildren(
        html("span", { class: "light-name" }, messages.t("lab.spotlight.heading")),
        ...buttons.values(),
        ...keys.map((kind) => key(blueprint, kind)),
      );
    },
  );

  return (state) => {
    const blueprint = blueprintOf(state);
    lit = state.spotlight;
    el.hidden = state.view !== "cell";
    if (el.hidden) return;
    build(blueprint, peepholeWires(blueprint, state.preset));
    for (const [id, element] of buttons) set(element, { "aria-pressed": String(id === lit) });
  };
}

/** The kinds of wires on which networks see the memory: dashed if it is that of the step before. @param {import("../../unit/blueprint.js").Blueprint} blueprint @param {import("../../data/types.js").Preset|null} preset */
function peepholeWires({ wires }, preset) {
  const seen = wires.filter(({ peephole }) => peephole && (preset?.peepholes[peephole] ?? "none") !== "none");
  return [...new Set(seen.map(({ delayed }) => (delayed ? "dashed" : "solid")))].join(" ");
}
