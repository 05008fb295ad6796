/** "Whose forget valve follows this input?": units by the correlation of a valve with an input, or with the user's own mask. */

import { MOST_LANES } from "../../../state/choices.js";
import { stepCount } from "../../../state/question.js";
import { blueprintOf, valveOf } from "../../../unit/blueprint.js";
import { domOf, set, setText } from "../../../view/base/dom.js";
import { onChange } from "../../../view/base/panel.js";
import { valveName } from "../../../view/base/words.js";
import { item } from "./found.js";
import { mountMask } from "./mask.js";
import { followers } from "./ranking.state.js";

/**
 * @typedef {import("../../../state/app_state.js").AppState} AppState
 * @typedef {import("../../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../../data/types.js").UnitMeasures} UnitMeasures
 */

const MASK = "mask";

/**
 * @param {HTMLElement} el
 * @param {import("../../../view/base/panel.js").Tools<import("../models.state.js").Action|import("../models.state.js").ModelsAction>} tools
 * @returns {(state: AppState, measures: UnitMeasures) => void}
 */
export function mountSearch(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t, pick } = messages;
  /** @type {[AppState, UnitMeasures]|null} */
  let now = null;
  const gate = html("select", { id: "search-valve", onchange: draw });
  const target = html("select", { id: "search-target", onchange: draw });
  const masked = mountMask(dom, messages, (numbers) => dispatch({ type: "map", change: { mask: numbers } }));
  const list = html("ol", { class: "search-found" });
  const says = html("p", { class: "hint", role: "status" });
  const show = html(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () => dispatch({ type: "show units", units: found().map(({ unit }) => unit) }),
    },
    t("models.search.show"),
  );
  el.append(html("h3", {}, t("models.search.heading")), form(dom, t, gate, target), masked.element, says, list, show);

  const drawTargets = onChange((/** @type {AppState["preset"]} */ preset) => {
    const kept = target.value;
    const names = preset?.input.names ?? [];
    target.replaceChildren(
      ...names.map((name, column) => html("option", { value: column }, pick(name))),
      html("option", { value: MASK }, t("models.search.mask")),
    );
    if ([...target.options].some(({ value }) => value === kept)) target.value = kept;
  });

  /** @returns {ReturnType<typeof followers>} the closest */
  function found() {
    if (!now) return [];
    const which = target.value === MASK ? MASK : Number(target.value);
    return followers(now[1], gate.value, which).slice(0, MOST_LANES);
  }

  function draw() {
    if (!now) return;
    const isMask = target.value === MASK;
    set(masked.element, { hidden: !isMask });
    const units = found();
    el.dataset.gate = gate.value;
    el.className = `map-search role-${valveOf(blueprintOf(now[0]), gate.value).role}`;
    list.replaceChildren(
      ...units.map((one) => item(dom, messages, one, (units) => dispatch({ type: "show units", units }))),
    );
    set(show, { hidden: !units.length });
    const waits = isMask && !now[1].mask;
    setText(
      says,
      waits ? t("models.search.needs_mask") : units.length ? t("models.search.says") : t("models.search.none"),
    );
  }

  const drawGates = onChange((/** @type {Blueprint} */ blueprint) => {
    const names = Object.keys(blueprint.gates);
    gate.replaceChildren(...names.map((name) => html("option", { value: name }, valveName(messages, blueprint, name))));
  });
  const update = onChange((/** @type {AppState["preset"]} */ preset, /** @type {UnitMeasures} */ _measures) => {
    drawTargets(preset);
    draw();
  });
  return (state, measures) => {
    now = [state, measures];
    masked.update(stepCount(state));
    drawGates(blueprintOf(state));
    set(el, { hidden: !gate.options.length });
    if (gate.options.length) update(state.preset, measures);
  };
}

/** @param {import("../../../view/base/dom.js").Dom} dom @param {import("../../../data/messages.js").Messages["t"]} t @param {HTMLSelectElement} gate @param {HTMLSelectElement} target */
const form = ({ html }, t, gate, target) =>
  html(
    "div",
    { class: "search-form" },
    html("label", { for: gate.id }, t("models.search.valve")),
    gate,
    html("label", { for: target.id }, t("models.search.follows")),
    target,
  );
