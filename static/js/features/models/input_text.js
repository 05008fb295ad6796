/**
 * A text as input of a model that has an embedding: the server finds the tokens, and their rows become the input. The vocabulary is kept
 * with the model, or is a file that stays in this page.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

import { toCells } from "../../state/cells.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { embeddingChoice } from "./embedding_choice.js";
import { modelOf, newest } from "./newest.js";
import { refusal } from "./refusal.js";
import { sendText } from "./wire/uploads.js";

const IDS = /^\d{1,9}([\s,;]+\d{1,9})*$/;

/**
 * What a request says of a text: whole numbers are ids, unless the vocabulary has the first as a token.
 *
 * @param {string} text
 * @param {string|null} vocabulary of this page
 * @param {import("../../data/types.js").KeptVocabulary|null} [kept] with the model; if it has numbers, all are taken for tokens
 */
export function given(text, vocabulary, kept = null) {
  const [first, ...more] = text.split(/[\s,;]+/);
  const isIds = IDS.test(text);
  if (isIds && vocabulary === null && kept?.has_numbers) return { text };
  const isToken = isIds && vocabulary !== null && new RegExp(`(^|["\\r\\n])${first}(["\\r\\n]|$)`).test(vocabulary);
  const steps = isIds && !isToken ? { ids: [first, ...more].map(Number) } : { text };
  return vocabulary === null ? steps : { ...steps, vocabulary };
}

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountInputText(place, { dispatch, messages, outside }) {
  const dom = domOf(place);
  const { html } = dom;
  const { t } = messages;
  /** @type {AppState|null} */
  let now = null;
  /** The text of its file. @type {{id: string, text: string}|null} */
  let vocabulary = null;
  const begin = newest(() => now);
  const file = html("input", {
    type: "file",
    id: "input-vocabulary",
    accept: ".txt,.json,.vocab",
    "aria-describedby": "input-vocabulary-hint",
    async onchange() {
      const chosen = file.files?.[0];
      if (chosen) vocabulary = { id: now?.preset?.upload?.id ?? "", text: await chosen.text() };
    },
  });
  const choice = embeddingChoice(dom, t("models.text.embedding"), () => now && update(now));
  const text = textArea(dom);
  const use = html("button", { type: "button", class: "plain", onclick: take }, t("models.text.use"));
  const says = html("p", { class: "models-says", role: "status" });
  const refused = html("div", { role: "alert" });
  const hint = html("p", { class: "hint" });
  const kept = keptLine(dom, t);
  place.append(
    choice.element,
    hint,
    kept.element,
    html("label", { for: file.id, class: "models-label" }, t("models.text.vocabulary")),
    file,
    html("p", { class: "hint", id: "input-vocabulary-hint" }, t("models.text.vocabulary_hint")),
    html("label", { for: text.id, class: "models-label" }, t("models.text.label")),
    text,
    use,
    says,
    refused,
  );

  async function take() {
    const upload = now?.preset?.upload;
    const { table, embedding } = now ? choice.chosen(now) : {};
    if (!upload || !table) return;
    const counts = begin();
    refused.replaceChildren();
    setText(says, t("models.input.reading"));
    const words = vocabulary?.id === upload.id ? vocabulary.text : null;
    try {
      const lstms = upload.model.lstms[upload.lstm].name;
      const model = { id: upload.id, lstms: [lstms], embedding: table.name };
      const { ids, labels, inputs } = await sendText(outside, {
        model,
        ...given(text.value.trim(), words, upload.model.vocabulary),
      });
      if (!counts()) return;
      dispatch({ type: "load input", cells: toCells(inputs), names: [], labels, ids, embedding });
      setText(says, t("models.text.taken", { tokens: ids.length }));
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (!counts()) return;
      setText(says, "");
      refused.replaceChildren(refusal(dom, messages, problem, t("models.text.this")));
    }
  }

  const clear = onChange((/** @type {string} */ _model) => setText(says, ""));
  /** @param {AppState} state */
  function update(state) {
    now = state;
    clear(modelOf(state));
    choice.offer(state);
    const { table } = choice.chosen(state);
    setText(hint, table ? t("models.text.hint", { name: table.name, tokens: table.tokens }) : "");
    kept.tell(state.preset?.upload?.model.vocabulary);
    set(use, { disabled: !table });
  }
  return update;
}

/** @param {import("../../view/base/dom.js").Dom} dom */
const textArea = ({ html }) =>
  html("textarea", {
    id: "input-tokens",
    rows: 3,
    spellcheck: "false",
    autocapitalize: "none",
    autocomplete: "off",
  });

/** The line about the vocabulary that is kept with a model. @param {import("../../view/base/dom.js").Dom} dom @param {import("../../data/messages.js").Messages["t"]} t */
function keptLine({ html }, t) {
  const element = html("p", { class: "hint", hidden: true });
  return {
    element,
    /** @param {import("../../data/types.js").KeptVocabulary|null} [vocabulary] */
    tell(vocabulary) {
      set(element, { hidden: !vocabulary });
      if (!vocabulary) return;
      const { first, tokens } = vocabulary;
      const shown = [...first, ...(tokens > first.length ? ["…"] : [])].join(" · ");
      setText(element, t("models.text.kept", { tokens, first: shown }));
    },
  };
}
