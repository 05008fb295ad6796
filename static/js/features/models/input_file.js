/** An input from outside: a CSV or NPY file, or a table pasted as text. The server reads it; its column names become labels. */

import { toCells } from "../../state/cells.js";
import { takeArrivals } from "../../view/base/arrivals.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { icon } from "../../view/base/icons.js";
import { onChange } from "../../view/base/panel.js";
import { modelOf, newest } from "./newest.js";
import { refusal } from "./refusal.js";
import { sendInputs } from "./wire/uploads.js";

/** @typedef {import("../../state/app_state.js").AppState} AppState */

const PASTED = "pasted.csv";

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountInputFile(place, { dispatch, messages, outside }) {
  const dom = domOf(place);
  const { html } = dom;
  const { t } = messages;
  /** @type {AppState|null} */
  let now = null;
  const begin = newest(() => now);

  const file = html("input", {
    type: "file",
    id: "input-file-choose",
    class: "visually-hidden",
    accept: ".csv,.tsv,.txt,.npy,.npz",
    onchange() {
      const chosen = file.files?.[0];
      if (chosen) take(chosen, chosen.name);
      file.value = "";
    },
  });
  const text = pasteArea(dom);
  const use = html(
    "button",
    { type: "button", class: "plain", onclick: () => take(new Blob([text.value], { type: "text/csv" }), PASTED) },
    t("models.input.use"),
  );
  const says = html("p", { class: "models-says", role: "status" });
  const refused = html("div", { role: "alert" });
  place.append(
    dropZone(dom, file, t),
    html("label", { for: "input-paste", class: "models-label" }, t("models.input.paste")),
    text,
    use,
    says,
    refused,
  );

  /** @param {Blob} content @param {string} name */
  async function take(content, name) {
    const counts = begin();
    refused.replaceChildren();
    setText(says, t("models.input.reading"));
    try {
      const room = now?.preset?.inputs ?? 1;
      const { names, steps, inputs, labels = [], shape } = await sendInputs(outside, content, name, room);
      if (!counts()) return;
      const columns = inputs[0].length;
      if (columns !== room) {
        setText(says, "");
        refused.replaceChildren(
          html("div", { class: "models-refusal" }, html("p", {}, t("models.input.width", { columns, room }))),
        );
        return;
      }
      dispatch({ type: "load input", cells: toCells(inputs), names: names ?? [], labels });
      setText(says, takenInWords(messages, steps, columns, labels, shape));
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (!counts()) return;
      setText(says, "");
      const called = name === PASTED ? t("models.input.pasted") : name;
      refused.replaceChildren(refusal(dom, messages, problem, called));
    }
  }

  takeArrivals("input", (dropped) => take(dropped, dropped.name));
  const clear = onChange((/** @type {string} */ _model) => setText(says, ""));
  return (state) => {
    clear(modelOf(state));
    now = state;
    const names = state.preset?.input.names.map(messages.pick) ?? [];
    set(text, { placeholder: `${names}\n${names.map(() => "0.5")}\n${names.map(() => "-0.25")}` });
    set(use, { disabled: !state.preset });
  };
}

/**
 * @param {import("../../data/messages.js").Messages} messages
 * @param {number} steps
 * @param {number} columns
 * @param {readonly string[]} labels
 * @param {readonly number[]} [shape] of an array of which an axis was left out
 */
function takenInWords({ t, language }, steps, columns, labels, shape) {
  const says = [t("models.input.taken", { steps, columns })];
  if (labels.length) says.push(t("models.input.labelled"));
  if (shape) says.push(t("models.input.squeezed", { shape: shape.join(" × ") }));
  return says.join(language === "zh" ? "" : " ");
}

/** @param {import("../../view/base/dom.js").Dom} dom */
const pasteArea = ({ html }) =>
  html("textarea", {
    id: "input-paste",
    rows: 5,
    spellcheck: "false",
    autocapitalize: "none",
    autocomplete: "off",
  });

/** @param {import("../../view/base/dom.js").Dom} dom @param {HTMLInputElement} file @param {import("../../data/messages.js").Messages["t"]} t */
const dropZone = (dom, file, t) =>
  dom.html(
    "div",
    { class: "models-drop" },
    file,
    dom.html("label", { for: file.id, class: "models-choose" }, icon(dom, "upload"), t("models.input.choose")),
    dom.html("p", { class: "hint" }, t("models.input.hint")),
  );
