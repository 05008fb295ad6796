/** The model's weights, gate by gate, open to change; the preset's own are one press away. */

import { isEditable } from "../../state/models.js";
import { applied, MOST_EDITABLE } from "../../state/weights.js";
import { html, set, setText } from "../../view/base/dom.js";
import { afterwards, latest } from "../../view/base/panel.js";
import { mountBias } from "./bias.js";
import { mountWeightTable } from "./table.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").GateLetter} GateLetter
 */

const GATES = /** @type {const} */ ({ f: "forget", i: "write", g: "candidate", o: "output" });
const LETTERS = /** @type {GateLetter[]} */ (Object.keys(GATES));

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountWeights(place, tools) {
  const { dispatch, messages } = tools;
  const { t } = messages;
  /** @type {AppState|null} */
  let now = null;
  /** @type {GateLetter} */
  let gate = "f";
  const { plan, run } = afterwards();

  const says = html("p", { class: "weights-says", role: "status", tabindex: -1 });
  const reset = html("button", { type: "button", class: "plain", onclick: clear }, t("lab.weights.reset"));
  const body = html("div", {});
  const tabs = LETTERS.map((letter) =>
    html(
      "button",
      { type: "button", class: `role-${GATES[letter]}`, onclick: () => choose(letter) },
      html("b", {}, letter),
      " ",
      t(`lab.field.${letter}`),
    ),
  );
  place.append(html("div", { class: "weights-head" }, says, reset), body);
  const updateBias = mountBias(body, tools);
  body.append(
    html("div", { class: "weight-gates", role: "group", "aria-label": t("lab.weights.gates") }, ...tabs),
    html("p", { class: "hint" }, t("lab.weights.hint")),
  );
  const updateTable = mountWeightTable(body, tools);
  const weightsOf = latest(applied);

  function clear() {
    dispatch({ type: "reset weights" });
    plan(() => says.focus());
  }

  /** @param {GateLetter} letter */
  function choose(letter) {
    gate = letter;
    if (now) show(now);
  }

  /** @param {AppState} state */
  function show(state) {
    now = state;
    const { preset, edits } = state;
    if (!preset) return;
    const isSmall = preset.units <= MOST_EDITABLE && isEditable(preset);
    const count = edits.length;
    const most = { units: preset.units, most: MOST_EDITABLE };
    setText(
      says,
      !isEditable(preset)
        ? t("lab.own.weights")
        : !isSmall
          ? t("lab.weights.large", most)
          : count
            ? t("lab.weights.edited", { count })
            : t("lab.weights.none"),
    );
    set(reset, { hidden: !count });
    set(body, { hidden: !isSmall });
    if (isSmall) {
      const weights = weightsOf(preset.weights, edits);
      updateBias(preset, weights);
      updateTable(preset, gate, weights);
      for (const [index, tab] of tabs.entries()) set(tab, { "aria-pressed": String(LETTERS[index] === gate) });
    }
    run();
  }

  return show;
}
