/**
 * What the server knows about an uploaded model, and how long it keeps it.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { call } from "../../data/http.js";
import { FIRST_PRESET } from "../../state/choices.js";
import { forget } from "../../state/uploads/models.js";
import { FIRST_BLUEPRINT } from "../../unit/blueprint.js";
import { domOf } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { removal } from "./removal.js";

/**
 * @typedef {import("./models.state.js").State} State
 * @typedef {import("../../data/types.js").UploadedModel} UploadedModel
 * @typedef {import("../../state/uploads/kept.js").UploadSummary} UploadSummary
 */

const FORMATS = Object.freeze({ pytorch: "PyTorch", keras: "Keras", onnx: "ONNX", "memory-pipe": "Memory Pipe" });
const KILO = 1000;

/** @param {number} bytes */
const size = (bytes) =>
  bytes < KILO
    ? `${bytes} B`
    : bytes < KILO ** 2
      ? `${(bytes / KILO).toFixed(1)} kB`
      : `${(bytes / KILO ** 2).toFixed(1)} MB`;

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools<import("./models.state.js").Action|import("./models.state.js").ModelsAction>} tools
 * @param {(name: string) => void} deleted
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountFacts(el, { dispatch, messages, outside }, deleted) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  /** @type {State|null} */
  let now = null;

  /** @param {UploadedModel} model */
  async function remove({ id, name }) {
    await forget(id, tokensOf(knownAs(now, id)), (url, options) => call(outside.fetch, url, options));
    dispatch({ type: "uploads known", models: (now?.uploads ?? []).filter((model) => model.id !== id) });
    dispatch({ type: "choose preset", name: now?.presets[0]?.name ?? FIRST_PRESET });
    deleted(name);
  }

  const draw = onChange((/** @type {State["preset"]} */ preset, /** @type {UploadSummary|undefined} */ known) => {
    if (!preset?.upload) return el.replaceChildren();
    const { direction } = preset.upload;
    const isOurs = tokensOf(known).length > 0;
    const model = { ...preset.upload.model, name: known?.name ?? preset.upload.model.name };
    el.replaceChildren(
      html("h3", {}, model.name),
      html(
        "dl",
        { class: "facts" },
        ...rowsOf(messages, model).flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]),
      ),
      ...assumed(dom, t("models.notes", { count: model.notes.length }), model.notes),
      ...(direction === "backward" ? [html("p", { class: "models-order" }, t("models.backward"))] : []),
      ...list(dom, t("models.ignored", { count: model.ignored.length }), model.ignored),
      html("p", { class: "models-stays" }, t(isOurs ? "models.stays" : "models.stays_alone")),
      ...(isOurs ? removal(dom, messages, model.name, () => remove(model)) : []),
    );
  });

  return (state) => {
    now = state;
    draw(state.preset, knownAs(state, state.preset?.upload?.id));
  };
}

/** What this browser knows of a model: the name under which it was sent last. @param {State|null} state @param {string|undefined} id */
const knownAs = (state, id) => state?.uploads.find((model) => model.id === id);

/** This browser's tokens to delete a model. @param {UploadSummary|undefined} known */
const tokensOf = (known) => known?.tokens ?? [];

/** The list of facts, name by name. @param {import("../../data/messages.js").Messages} messages @param {UploadedModel} model */
function rowsOf({ t }, model) {
  const several = model.lstms.length > 1;
  const layers = model.lstms.flatMap(({ name, layers }) =>
    layers.map(({ layer, direction, inputs, units, unit = FIRST_BLUEPRINT }) => [
      (several ? `${name}: ` : "") + t(`lab.models.layer.${direction}`, { layer: layer + 1 }),
      t("models.sizes", { unit: t(`models.unit.${unit}`), inputs, units }),
    ]),
  );
  return [
    [t("models.format"), `${FORMATS[model.format] ?? model.format}, ${size(model.bytes)}`],
    [t("models.inputs"), String(model.inputs)],
    ...vocabularyOf({ t }, model),
    ...layers,
  ];
}

/** What is kept of a model's vocabulary; it comes with the file or not at all. @param {Pick<import("../../data/messages.js").Messages, "t">} messages @param {UploadedModel} model */
function vocabularyOf({ t }, { vocabulary, embeddings }) {
  if (vocabulary) return [[t("models.text.vocabulary"), t("models.text.tokens", { tokens: vocabulary.tokens })]];
  return embeddings?.length ? [[t("models.text.vocabulary"), t("models.text.no_vocabulary")]] : [];
}

/** Notes that no wording fits stay English. @param {string} text */
const isChinese = (text) => /[\u4e00-\u9fff]/.test(text);

/** Notes that may explain differences from the model's own numbers are open by default. @param {Dom} dom @param {string} heading @param {readonly string[]} notes */
function assumed({ html }, heading, notes) {
  if (!notes.length) return [];
  const items = notes.map((note) => html("li", isChinese(note) ? {} : { lang: "en" }, note));
  return [html("div", { class: "models-assumed", role: "note" }, html("p", {}, heading), html("ul", {}, ...items))];
}

/** @param {Dom} dom @param {string} heading @param {readonly string[]} names */
function list({ html }, heading, names) {
  if (!names.length) return [];
  const items = names.map((name) => html("li", {}, name));
  return [
    html("details", { class: "models-list" }, html("summary", {}, heading), html("ul", { lang: "en" }, ...items)),
  ];
}
