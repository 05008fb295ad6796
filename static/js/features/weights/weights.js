/** The model's weights, gate by gate, open to change; one press restores the preset's own. */

import { isEditable } from "../../state/lanes.js";
import { applied, MOST_EDITABLE } from "../../state/weights.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { afterwards, latest, onChange } from "../../view/base/panel.js";
import { unitWord } from "../../view/base/words.js";
import { mountBias } from "./bias.js";
import { mountWeightTable } from "./table.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountWeights(place, tools) {
  const { html } = domOf(place);
  const { dispatch, messages } = tools;
  const { t } = messages;
  /** @type {AppState|null} */
  let now = null;
  let gate = "";
  const { plan, run } = afterwards();

  const says = html("p", { class: "weights-says", role: "status", tabindex: -1 });
  const reset = html("button", { type: "button", class: "plain", onclick: clear }, t("lab.weights.reset"));
  const body = html("div", {});
  /** @type {Map<string, HTMLButtonElement>} by letter */
  let tabs = new Map();
  const gates = html("div", { class: "weight-gates", role: "group", "aria-label": t("lab.weights.gates") });
  const buildTabs = onChange((/** @type {Blueprint} */ blueprint) => {
    const { nets } = blueprint;
    if (!nets.some(({ letter }) => letter === gate)) gate = nets[0].letter;
    tabs = new Map(nets.map(({ letter, role }) => [letter, tabOf(blueprint, letter, role)]));
    gates.replaceChildren(...tabs.values());
  });
  place.append(html("div", { class: "weights-head" }, says, reset), body);
  const updateBias = mountBias(body, tools);
  body.append(gates, html("p", { class: "hint" }, t("lab.weights.hint")));
  const updateTable = mountWeightTable(body, tools);
  const weightsOf = latest(applied);

  function clear() {
    dispatch({ type: "reset weights" });
    plan(() => says.focus());
  }

  /** @param {Blueprint} blueprint @param {string} letter @param {string} role */
  const tabOf = (blueprint, letter, role) =>
    html(
      "button",
      { type: "button", class: `role-${role}`, onclick: () => choose(letter) },
      html("b", {}, letter),
      " ",
      unitWord(messages, blueprint, `lab.field.${letter}`),
    );

  /** @param {string} letter */
  function choose(letter) {
    gate = letter;
    if (now) show(now);
  }

  /** @param {AppState} state */
  function show(state) {
    now = state;
    const { preset, edits } = state;
    if (!preset) return;
    const blueprint = blueprintOf(state);
    buildTabs(blueprint);
    const isSmall = preset.units <= MOST_EDITABLE && isEditable(preset);
    setText(says, summary(t, preset, edits.length));
    set(reset, { hidden: !edits.length });
    set(body, { hidden: !isSmall });
    if (isSmall) {
      const weights = weightsOf(preset.weights, edits);
      updateBias(blueprint, preset, weights);
      updateTable(blueprint, preset, gate, weights);
      for (const [letter, tab] of tabs) set(tab, { "aria-pressed": String(letter === gate) });
    }
    run();
  }

  return show;
}

/** @param {import("../../data/messages.js").Messages["t"]} t @param {import("../../data/types.js").Preset} preset @param {number} count of edits */
function summary(t, preset, count) {
  if (!isEditable(preset)) return t("models.weights");
  if (preset.units > MOST_EDITABLE) return t("lab.weights.large", { units: preset.units, most: MOST_EDITABLE });
  return count ? t("lab.weights.edited", { count }) : t("lab.weights.none");
}
