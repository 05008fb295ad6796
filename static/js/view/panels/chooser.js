/** The choice of model and input. */

import { firstOf, uploadPlace } from "../../data/model_names.js";
import { MOST_LANES } from "../../state/choices.js";
import { lacksInput } from "../../state/question.js";
import { domOf, set } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { onChange } from "../base/panel.js";
import { part } from "../base/part.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {readonly {id: string, name: string}[]} Uploads
 * @typedef {import("../base/part.js").Mount<import("../base/panel.js").Tools & {showAll: () => void}, AppState>} MountLanes
 */

const OWN = "";

/** @param {AppState} state */
const isCrowded = ({ preset }) => (preset?.units ?? 0) > MOST_LANES;

/** @param {AppState} state */
const isUploaded = ({ preset }) => preset?.upload !== undefined;

/**
 * @template {AppState} State
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools & {uploadsOf: (state: State) => Uploads, showAll: () => void, lanes?: () => Promise<MountLanes>}} tools
 *   `uploadsOf`: the uploaded models to offer; `showAll`: shows a map of all units; `lanes`: fetches what chooses among more units than lanes
 * @returns {import("../base/panel.js").Update<State>}
 */
export function mountChooser(el, { dispatch, messages, bring, uploadsOf, showAll, lanes: fetchLanes }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t, pick } = messages;
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
      "aria-label": t("lab.models.bring"),
      title: t("lab.models.bring"),
      onclick: bring,
    },
    icon(dom, "upload"),
  );
  const layers = html("div", { class: "layers" });
  const lanes = html("div", { class: "lanes" });
  el.append(
    html("label", { class: "choice", for: "choose-model" }, html("span", {}, t("lab.chooser.model")), model),
    bringModel,
    layers,
    html("label", { class: "choice", for: "choose-example" }, html("span", {}, t("lab.chooser.example")), example),
    lanes,
  );
  const fetchLayers = async () => (await import("./layers.js")).mountLayers;
  const updateLayers = part(layers, { dispatch, messages }, fetchLayers, isUploaded);
  const updateLanes = fetchLanes && part(lanes, { dispatch, messages, showAll }, fetchLanes, isCrowded);

  const drawModels = onChange(
    (
      /** @type {AppState["presets"]} */ presets,
      /** @type {Uploads} */ uploads,
      /** @type {string|null} */ opening,
    ) => {
      model.replaceChildren(
        ...presets.map(({ name, title }) => html("option", { value: name }, pick(title))),
        ...uploadOptions(dom, t, uploads, opening),
      );
      model.disabled = !presets.length;
    },
  );

  const drawExamples = onChange(
    (
      /** @type {import("../../data/types.js").Preset|null} */ preset,
      /** @type {boolean} */ own,
      /** @type {boolean} */ isEmpty,
    ) => {
      const options = (preset?.examples ?? []).map(({ id, title }) =>
        html("option", { value: id }, preset?.upload ? t(`lab.models.example.${id}`) : pick(title)),
      );
      if (own) options.unshift(html("option", { value: OWN }, t(isEmpty ? "lab.models.none" : "lab.chooser.own")));
      example.replaceChildren(...options);
      example.disabled = !preset;
    },
  );

  return (state) => {
    const upload = uploadPlace(state.wanted);
    drawModels(state.presets, uploadsOf(state), upload?.id ?? null);
    const value = upload ? firstOf(upload.id) : state.wanted;
    if (model.value !== value) model.value = value;
    updateLayers(state);
    set(el, { "data-upload": isUploaded(state) });
    drawExamples(state.preset, state.preset !== null && state.example === null, lacksInput(state));
    if (example.value !== (state.example ?? OWN)) example.value = state.example ?? OWN;
    updateLanes?.(state);
  };
}

/**
 * The uploaded models, and the one being opened, of which nothing may be known yet.
 *
 * @param {import("../base/dom.js").Dom} dom
 * @param {import("../../data/messages.js").Messages["t"]} t
 * @param {Uploads} uploads
 * @param {string|null} opening
 */
function uploadOptions({ html }, t, uploads, opening) {
  const known = uploads.map(({ id, name }) => html("option", { value: firstOf(id) }, name));
  if (opening && !uploads.some(({ id }) => id === opening))
    known.push(html("option", { value: firstOf(opening) }, t("lab.models.unnamed", { id: opening.slice(0, 8) })));
  return known.length ? [html("optgroup", { label: t("lab.models.all") }, ...known)] : [];
}
