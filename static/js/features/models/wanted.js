/**
 * Above the picture of an uploaded model: what to bring while it has no input, and a banner while its input is invented.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

import { lacksInput } from "../../state/question.js";
import { fittingTables } from "../../state/uploads/models.js";
import { domOf } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { reveal } from "../../view/base/reveal.js";

/** The lines of code are the same in every language; those with a name of the file's are filled in. */
const RECIPES = Object.freeze({
  onnx: (/** @type {string} */ file, /** @type {string} */ name) => [
    "import numpy",
    "from lstm_core.interop import load",
    `runs = load(${quoted(file)}).run_model(inputs)`,
    `numpy.save("input.npy", runs[${quoted(name)}][0, "forward"].trace.x)`,
  ],
  pytorch: (/** @type {string} */ _, /** @type {string} */ name) => [
    "import numpy",
    "from lstm_core import watch",
    "with watch(model) as traces:",
    "    model(batch)",
    "print(list(traces))",
    `numpy.save("input.npy", traces[${quoted([name, "l0.forward"].filter(Boolean).join("."))}].x)`,
  ],
  keras: () => [
    "import numpy",
    "from lstm_core import watch",
    "with watch(model) as traces:",
    "    model(batch)",
    "print(list(traces))",
    'numpy.save("input.npy", next(iter(traces.values())).x)',
  ],
});

/** A text as Python writes it. @param {string} text */
const quoted = (text) => JSON.stringify(text);

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountWanted(place, { dispatch, messages }) {
  const dom = domOf(place);
  const { html } = dom;
  const { t } = messages;

  /** @param {string} label @param {() => void} act */
  const button = (label, act) => html("button", { type: "button", class: "plain", onclick: act }, label);

  const invent = () => {
    dispatch({ type: "choose example", id: "waves" });
    /** @type {HTMLElement|null} */ (place.ownerDocument.querySelector("#transport .play"))?.focus();
  };

  /** @param {string} id of a card */
  function openCard(id) {
    const card = /** @type {HTMLDetailsElement|null} */ (place.ownerDocument.getElementById(id));
    if (!card) return;
    reveal(card, "center");
    card.querySelector("summary")?.focus({ preventScroll: true });
  }

  const draw = onChange(
    (/** @type {AppState["preset"]} */ preset, /** @type {boolean} */ isEmpty, /** @type {boolean} */ isInvented) => {
      // Play has the focus after a file was opened, and nothing to do yet.
      const { activeElement } = place.ownerDocument;
      const hadFocus = place.contains(activeElement) || (isEmpty && activeElement?.matches("#transport .play"));
      if (!preset?.upload || !(isEmpty || isInvented)) return place.replaceChildren();
      place.replaceChildren(isEmpty ? waiting(preset, preset.upload) : banner());
      if (hadFocus) place.querySelector("button")?.focus();
    },
  );

  /** @param {NonNullable<AppState["preset"]>} preset @param {NonNullable<NonNullable<AppState["preset"]>["upload"]>} upload */
  function waiting(preset, { model, lstm }) {
    const { name } = model.lstms[lstm];
    const recipe = model.format in RECIPES ? RECIPES[/** @type {keyof typeof RECIPES} */ (model.format)] : null;
    const [table] = fittingTables(model, preset.inputs);
    return html(
      "section",
      { class: "models-wanted", "aria-labelledby": "wanted-heading" },
      html("h3", { id: "wanted-heading" }, t("models.wanted.heading")),
      html("p", {}, t("models.wanted.reads", { inputs: preset.inputs, name: name || model.name })),
      ...(table ? [html("p", {}, t("models.wanted.embedding", { name: table.name, tokens: table.tokens }))] : []),
      html(
        "div",
        { class: "models-ways" },
        ...(table ? [button(t("models.wanted.text"), () => openCard("input-text"))] : []),
        button(t("models.wanted.table"), () => openCard("input-file")),
        button(t("models.wanted.invent"), invent),
      ),
      ...(recipe
        ? [
            html("p", {}, t(`models.wanted.recipe.${model.format}`)),
            html(
              "pre",
              { tabindex: 0, role: "region", "aria-label": t("models.wanted.code") },
              html("code", {}, recipe(model.name, name).join("\n")),
            ),
          ]
        : []),
    );
  }

  const banner = () =>
    html(
      "div",
      { class: "models-invented", role: "note" },
      html("p", {}, html("b", {}, t("models.invented.heading")), " ", t("models.invented.says")),
      button(t("models.invented.bring"), () => dispatch({ type: "load input", cells: [], names: [] })),
    );

  return (state) => {
    draw(state.preset, lacksInput(state), state.preset?.invented === true && state.example !== null);
  };
}
