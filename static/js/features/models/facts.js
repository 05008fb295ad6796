/** What the server knows of an uploaded model, how long it keeps it, and the way to delete it there. */

import { FIRST_PRESET } from "../../state/app_state.js";
import { html, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { forget } from "./wire/models.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../data/types.js").OwnModel} OwnModel
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
 * @param {import("../../view/base/panel.js").Tools} tools
 * @param {(name: string) => void} deleted
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountFacts(el, { dispatch, messages }, deleted) {
  const { t } = messages;
  /** @type {AppState|null} */
  let now = null;

  /** @param {OwnModel} model */
  async function remove({ id, name }) {
    try {
      await forget(id);
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (problem?.status !== 404) throw error; // what is gone already is deleted
    }
    dispatch({ type: "own models", models: (now?.owns ?? []).filter((own) => own.id !== id) });
    dispatch({ type: "choose preset", name: now?.presets[0]?.name ?? FIRST_PRESET });
    deleted(name);
  }

  /** The button asks once more in its own place, so that a keyboard needs no dialog. @param {OwnModel} model */
  function removal(model) {
    const says = html("p", { class: "hint", role: "alert" });
    const sure = html(
      "button",
      {
        type: "button",
        class: "plain danger",
        onclick: () => remove(model).catch(() => setText(says, t("lab.own.not_deleted"))),
      },
      t("lab.own.delete_sure"),
    );
    const keep = html("button", { type: "button", class: "plain", onclick: () => ask(false) }, t("lab.own.keep"));
    const question = html(
      "div",
      {
        class: "own-sure",
        role: "group",
        "aria-label": t("lab.own.delete_question", { name: model.name }),
        hidden: true,
      },
      html("p", {}, t("lab.own.delete_question", { name: model.name })),
      sure,
      keep,
    );
    const button = html(
      "button",
      { type: "button", class: "plain danger", onclick: () => ask(true) },
      t("lab.own.delete"),
    );
    /** @param {boolean} isAsking */
    function ask(isAsking) {
      set(question, { hidden: !isAsking });
      set(button, { hidden: isAsking });
      (isAsking ? keep : button).focus();
    }
    question.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") ask(false);
    });
    return [button, question, says];
  }

  /** @param {string} heading @param {readonly string[]} names */
  function list(heading, names) {
    if (!names.length) return [];
    return [
      html(
        "details",
        { class: "own-list" },
        html("summary", {}, heading),
        html("ul", { lang: "en" }, ...names.map((name) => html("li", {}, name))),
      ),
    ];
  }

  const draw = onChange((/** @type {AppState["preset"]} */ preset) => {
    if (!preset?.own) return el.replaceChildren();
    const { model, direction } = preset.own;
    const layers = model.lstms.flatMap((lstm) =>
      lstm.layers.map((one) => ({
        lstm: model.lstms.length > 1 ? `${lstm.name}: ` : "",
        ...one,
      })),
    );
    const rows = [
      [t("lab.own.format"), `${FORMATS[model.format] ?? model.format}, ${size(model.bytes)}`],
      [t("lab.own.inputs"), String(model.inputs)],
      ...layers.map(({ lstm, layer, direction, inputs, units }) => [
        lstm + t(`lab.own.layer.${direction}`, { layer: layer + 1 }),
        t("lab.own.sizes", { inputs, units }),
      ]),
    ];
    el.replaceChildren(
      html("h3", {}, model.name),
      html("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)])),
      ...(direction === "backward" ? [html("p", { class: "own-order" }, t("lab.own.backward"))] : []),
      ...list(t("lab.own.ignored", { count: model.ignored.length }), model.ignored),
      ...list(t("lab.own.notes", { count: model.notes.length }), model.notes),
      html("p", { class: "own-stays" }, t("lab.own.stays")),
      ...removal(model),
    );
  });

  return (state) => {
    now = state;
    draw(state.preset);
  };
}
