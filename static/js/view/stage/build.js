/** What a unit is built up from, as switches: the rest of the picture stays where it is. */

import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set } from "../base/dom.js";
import { onChange } from "../base/panel.js";
import { unitWord } from "../base/words.js";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountBuild(el, { dispatch, messages }) {
  const { html } = domOf(el);
  const row = html("div", { class: "lights build", role: "group", "aria-label": messages.t("lab.build.heading") });
  el.append(row);
  /** As shown, or as pressed since: who presses twice before it is drawn presses both. @type {readonly string[]} */
  let built = [];
  /** @type {Map<string, HTMLButtonElement>} */
  let buttons = new Map();

  const build = onChange((/** @type {import("../../unit/blueprint.js").Blueprint} */ blueprint) => {
    const all = blueprint.assemblies.map(({ id }) => id);
    row.replaceChildren();
    buttons = new Map();
    if (!all.length) {
      row.append(html("p", { class: "hint" }, messages.t("lab.build.none")));
      return;
    }
    /** @param {readonly string[]} next */
    const show = (next) => {
      built = next;
      dispatch({ type: "build", built: next.length === all.length ? null : next });
    };
    for (const [index, { id, role }] of blueprint.assemblies.entries()) {
      const switched = () =>
        index === 0
          ? show(all.slice(0, built.length > 1 ? 1 : all.length)) // the pipe alone, or everything
          : show(all.filter((name) => (name === id) !== built.includes(name)));
      const name = unitWord(messages, blueprint, `lab.build.${id}`);
      buttons.set(id, html("button", { type: "button", class: `light role-${role}`, onclick: switched }, name));
    }
    row.append(html("span", { class: "light-name" }, messages.t("lab.build.heading")), ...buttons.values());
  });

  return (state) => {
    const blueprint = blueprintOf(state);
    built = state.built ?? blueprint.assemblies.map(({ id }) => id);
    build(blueprint);
    const [bare] = buttons.keys();
    for (const [id, button] of buttons)
      set(button, { "aria-pressed": String(id === bare ? built.length <= 1 : built.includes(id)) });
  };
}
