/** The pinned valves in words, each with a button to remove it, and the choice of how long the next pin holds. */

import { holdsAt, isOverridden } from "../../state/pins.js";
import { stepCount } from "../../state/question.js";
import { blueprintOf, valveOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { afterwards, onChange } from "../base/panel.js";
import { pinInWords } from "../base/words.js";

/**
 * @typedef {import("../../data/types.js").Pin} Pin
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../state/pins.js").Scope} Scope
 */

const SCOPES = /** @type {const} */ (["step", "onward", "all"]);

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountPins(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const scopes = mountScopes(el, { dispatch, messages });
  const empty = html("p", { class: "hint", tabindex: -1 });
  const list = html("ul", { class: "pin-list" });
  const removeAll = html("button", { type: "button", class: "plain", onclick: clear }, t("lab.pins.remove_all"));
  el.append(empty, list, removeAll);

  /** @type {HTMLLIElement[]} */
  const items = [];
  const { plan, run } = afterwards();

  /** @param {Pin} pin @param {number} index of its item, whose place the next one takes */
  function remove(pin, index) {
    dispatch({ type: "remove pin", pin });
    plan(() => (items[Math.min(index, items.length - 1)]?.querySelector("button") ?? empty).focus());
  }

  function clear() {
    dispatch({ type: "remove all pins" });
    plan(() => empty.focus());
  }

  /** The keys of existing items: turning a valve changes only its own item. */
  const keys = /** @type {string[]} */ ([]);
  const drawList = onChange((/** @type {Blueprint} */ blueprint, /** @type {readonly Pin[]} */ pins) => {
    for (const [index, pin] of pins.entries()) {
      const key = JSON.stringify([blueprint.name, pin]);
      if (keys[index] === key) continue;
      const fresh = item(dom, messages, blueprint, pin, () => remove(pin, index));
      if (items[index]) items[index].replaceWith(fresh);
      else list.append(fresh);
      items[index] = fresh;
      keys[index] = key;
    }
    for (const gone of items.splice(pins.length)) gone.remove();
    keys.length = pins.length;
    set(empty, { hidden: pins.length > 0 });
    set(list, { hidden: !pins.length });
    set(removeAll, { hidden: pins.length < 2 });
  });

  const drawHolding = onChange((/** @type {readonly Pin[]} */ pins, /** @type {number} */ step) => {
    for (const [index, pin] of pins.entries()) set(items[index], { "data-holds": holdsAt(pin, step) });
  });

  const drawIdle = onChange(
    (/** @type {readonly Pin[]} */ pins, /** @type {number} */ steps, /** @type {number} */ units) => {
      for (const index of pins.keys()) {
        const isIdle = pins.length > 1 && isOverridden(pins, index, steps, units);
        set(/** @type {Element} */ (items[index].querySelector(".pin-idle")), { hidden: !isIdle });
      }
    },
  );

  return (state) => {
    scopes(state.scope);
    setText(empty, t(state.view === "row" ? "lab.pins.empty_row" : "lab.pins.empty"));
    drawList(blueprintOf(state), state.pins);
    drawHolding(state.pins, state.step);
    drawIdle(state.pins, stepCount(state), state.preset?.unit_names.length ?? 0);
    run();
  };
}

/** How long the next pin holds. @param {HTMLElement} el @param {Pick<import("../base/panel.js").Tools, "dispatch"|"messages">} tools */
function mountScopes(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const radios = SCOPES.map((scope) =>
    html("input", { type: "radio", name: "scope", value: scope, onchange: () => dispatch({ type: "scope", scope }) }),
  );
  el.append(
    html(
      "fieldset",
      { class: "scopes" },
      html("legend", {}, t("lab.pins.scope")),
      ...radios.map((radio) => html("label", {}, radio, html("span", {}, t(`lab.pins.scope.${radio.value}`)))),
    ),
  );
  return onChange((/** @type {Scope} */ scope) => {
    for (const radio of radios) radio.checked = radio.value === scope;
  });
}

/**
 * @param {import("../base/dom.js").Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {Blueprint} blueprint
 * @param {Pin} pin
 * @param {() => void} remove
 */
function item(dom, messages, blueprint, pin, remove) {
  const { html } = dom;
  const words = pinInWords(messages, blueprint, pin);
  const label = messages.t("lab.pins.remove", { pin: words });
  return html(
    "li",
    { class: `pin role-${valveOf(blueprint, pin.gate)?.role}` },
    html(
      "span",
      { class: "pin-says" },
      html("span", { class: "pin-words" }, words),
      html("span", { class: "pin-idle", hidden: true }, messages.t("lab.pins.idle")),
    ),
    html(
      "button",
      { type: "button", class: "remove", "aria-label": label, title: label, onclick: remove },
      icon(dom, "remove"),
    ),
  );
}
