/** Which model runs on which input, and which step is on show. */

import { firstOf, ownName, ownPlace } from "../../data/model_names.js";
import { stepCount, stepLabel } from "../../state/question.js";
import { html, set, setText } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { onChange } from "../base/panel.js";
import { mountLanes } from "./lanes.js";

/** @typedef {import("../../state/app_state.js").AppState} AppState */

const OWN = "";

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountChooser(el, { dispatch, messages, bring }) {
  const { t, pick, language } = messages;
  const model = html("select", {
    id: "choose-model",
    onchange: () => dispatch({ type: "choose preset", name: model.value }),
  });
  const example = html("select", {
    id: "choose-example",
    onchange: () => dispatch({ type: "choose example", id: example.value }),
  });
  const bringModel = html(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": t("lab.own.bring"),
      title: t("lab.own.bring"),
      onclick: bring,
    },
    icon("upload"),
  );
  const layer = html("select", {
    id: "choose-layer",
    onchange: () => dispatch({ type: "choose preset", name: layer.value }),
  });
  const layers = html(
    "label",
    { class: "choice", for: "choose-layer", hidden: true },
    html("span", {}, t("lab.own.layer")),
    layer,
  );
  const count = html("span", { class: "chooser-step-count" });
  const label = html("span", { class: "chooser-step-label" });
  const lanes = html("div", { class: "lanes" });
  el.append(
    html("label", { class: "choice", for: "choose-model" }, html("span", {}, t("lab.chooser.model")), model),
    bringModel,
    layers,
    html("label", { class: "choice", for: "choose-example" }, html("span", {}, t("lab.chooser.example")), example),
    lanes,
    html("p", { class: "chooser-step" }, count, label),
  );
  const updateLanes = mountLanes(lanes, { dispatch, messages });

  /** What an own model is called before anything is known of it. @param {string} id */
  const shortName = (id) => t("lab.own.unnamed", { id: id.slice(0, 8) });

  const drawModels = onChange(
    (
      /** @type {AppState["presets"]} */ presets,
      /** @type {AppState["owns"]} */ owns,
      /** @type {string|null} */ opening,
    ) => {
      const options = presets.map(({ name, title }) => html("option", { value: name }, pick(title)));
      const known = owns.map(({ id, name }) => html("option", { value: firstOf(id) }, name));
      if (opening && !owns.some(({ id }) => id === opening))
        known.push(html("option", { value: firstOf(opening) }, shortName(opening)));
      model.replaceChildren(
        ...options,
        ...(known.length ? [html("optgroup", { label: t("lab.own.models") }, ...known)] : []),
      );
      model.disabled = !presets.length;
    },
  );

  const drawLayers = onChange((/** @type {AppState["preset"]} */ preset) => {
    const own = preset?.own;
    const choices = own ? own.model.lstms.flatMap((lstm, index) => lstm.layers.map((one) => ({ ...one, index }))) : [];
    const several = own !== undefined && own.model.lstms.length > 1;
    layer.replaceChildren(
      ...choices.map(({ index, layer, direction, name }) =>
        html(
          "option",
          { value: ownName({ id: String(own?.id), lstm: index, layer, direction }) },
          (several ? `${name}: ` : "") + t(`lab.own.layer.${direction}`, { layer: layer + 1 }),
        ),
      ),
    );
    set(layers, { hidden: choices.length < 2 });
    set(el, { "data-own": own !== undefined });
  });

  const drawExamples = onChange(
    (/** @type {import("../../data/types.js").Preset|null} */ preset, /** @type {boolean} */ own) => {
      const options = (preset?.examples ?? []).map(({ id, title }) =>
        html("option", { value: id }, preset?.own ? t(`lab.own.example.${id}`) : pick(title)),
      );
      if (own) options.unshift(html("option", { value: OWN }, t("lab.chooser.own")));
      example.replaceChildren(...options);
      example.disabled = !preset;
    },
  );

  return (state) => {
    const own = ownPlace(state.wanted);
    drawModels(state.presets, state.owns, own?.id ?? null);
    const value = own ? firstOf(own.id) : state.wanted;
    if (model.value !== value) model.value = value;
    drawLayers(state.preset);
    if (state.preset && layer.value !== state.preset.name) layer.value = state.preset.name;
    drawExamples(state.preset, state.preset !== null && state.example === null);
    if (example.value !== (state.example ?? OWN)) example.value = state.example ?? OWN;
    const name = state.trace ? stepLabel(state, language, state.step) : "";
    setText(count, state.trace ? t("lab.chooser.step", { step: state.step + 1, steps: stepCount(state) }) : "");
    setText(label, name);
    set(label, { hidden: name === "" });
    updateLanes(state);
  };
}
