/**
 * The card for uploading a model: it takes a file, shows what was found in it, and can delete it again.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { firstOf, uploadPlace } from "../../data/model_names.js";
import { keepSent } from "../../state/uploads/kept.js";
import { takeArrivals } from "../../view/base/arrivals.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { icon } from "../../view/base/icons.js";
import { mountFacts } from "./facts.js";
import { refusal } from "./refusal.js";
import { sendModel } from "./wire/uploads.js";

/** @typedef {import("./models.state.js").State} State */

const KINDS = ".safetensors,.keras,.h5,.hdf5,.onnx,.npz,.json";

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools<import("./models.state.js").Action|import("./models.state.js").ModelsAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountCard(place, tools) {
  const dom = domOf(place);
  const { html } = dom;
  const { dispatch, messages, outside } = tools;
  const { t } = messages;
  /** @type {State|null} */
  let now = null;
  /** @type {AbortController|null} */
  let sending = null;

  const file = html("input", {
    type: "file",
    id: "models-file",
    class: "visually-hidden",
    accept: KINDS,
    onchange() {
      const chosen = file.files?.[0];
      if (chosen) take(chosen);
      file.value = "";
    },
  });
  const progress = progressBar(dom, t, () => sending?.abort());
  const says = html("p", { class: "models-says", role: "status" });
  const refused = html("div", { role: "alert" });
  const facts = html("div", { class: "models-facts" });
  const words = vocabularyInput(dom);
  place.append(...entry(place, dom, file, words, t), progress.element, says, refused, facts);
  const updateFacts = mountFacts(facts, tools, (name) => {
    setText(says, t("models.deleted", { name }));
    file.focus();
  });

  /** @param {File} chosen */
  async function take(chosen) {
    sending?.abort();
    const mine = new AbortController();
    sending = mine;
    refused.replaceChildren();
    setText(says, t("models.sending", { name: chosen.name }));
    progress.show(0);
    try {
      const more = { vocabulary: words.files?.[0], progress: progress.show, signal: mine.signal };
      const model = await sendModel(outside, chosen, more);
      words.value = "";
      dispatch({ type: "uploads known", models: keepSent(model, outside.storage) });
      setText(says, t("models.opened", { name: model.name }));
      open(model.id);
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (sending !== mine) return; // another file has been chosen meanwhile
      setText(says, problem.title === "aborted" ? t("models.stopped") : "");
      if (problem.title !== "aborted") refused.replaceChildren(refusal(dom, messages, problem, chosen.name));
    } finally {
      if (sending === mine) {
        sending = null;
        progress.hide();
      }
    }
  }

  /** @param {string} id */
  function open(id) {
    const isWanted = now !== null && uploadPlace(now.wanted)?.id === id;
    if (!isWanted) dispatch({ type: "choose preset", name: firstOf(id) });
    else if (!now?.preset || now.problem) dispatch({ type: "retry" });
    showStage(place.ownerDocument);
  }

  takeArrivals("model", take);
  return (state) => {
    now = state;
    updateFacts(state);
  };
}

/** @param {Dom} dom @param {import("../../data/messages.js").Messages["t"]} t @param {() => void} stop */
function progressBar({ html }, t, stop) {
  const bar = html("progress", { max: 1, value: 0, "aria-label": t("models.progress") });
  const button = html("button", { type: "button", class: "plain", onclick: stop }, t("models.stop"));
  const element = html("div", { class: "models-progress", hidden: true }, bar, button);
  return {
    element,
    /** @param {number} share of the file that is on its way; then the server reads it */
    show(share) {
      set(element, { hidden: false });
      if (share < 1) bar.value = share;
      else bar.removeAttribute("value");
    },
    hide: () => set(element, { hidden: true }),
  };
}

/** How models come in, where they may. @param {HTMLElement} place @param {Dom} dom @param {HTMLInputElement} file @param {HTMLInputElement} words @param {import("../../data/messages.js").Messages["t"]} t */
const entry = (place, dom, file, words, t) =>
  place.closest("[data-uploads=off]")
    ? [dom.html("p", { class: "hint" }, t("models.off"))]
    : [...vocabularyField(dom, words, t), dropZone(dom, file, t)];

/** @param {Dom} dom */
const vocabularyInput = ({ html }) =>
  html("input", {
    type: "file",
    id: "models-vocabulary",
    accept: ".txt,.json,.vocab",
    "aria-describedby": "models-vocabulary-hint",
  });

/** @param {Dom} dom @param {HTMLInputElement} words @param {import("../../data/messages.js").Messages["t"]} t */
const vocabularyField = ({ html }, words, t) => [
  html("label", { for: words.id, class: "models-label" }, t("models.vocabulary")),
  words,
  html("p", { class: "hint", id: "models-vocabulary-hint" }, t("models.vocabulary_hint")),
];

/** @param {Dom} dom @param {HTMLInputElement} file @param {import("../../data/messages.js").Messages["t"]} t */
const dropZone = (dom, file, t) =>
  dom.html(
    "div",
    { class: "models-drop" },
    file,
    dom.html("label", { for: file.id, class: "models-choose" }, icon(dom, "upload"), t("models.choose")),
    dom.html("p", { class: "hint" }, t("models.drop")),
    dom.html("p", { class: "hint models-kinds" }, t("models.kinds")),
  );

/** The result is in view, and the keys that step through it are ready. @param {Document} page */
function showStage(page) {
  /** @type {HTMLElement|null} */ (page.querySelector("#transport .play"))?.focus({ preventScroll: true });
  page.querySelector(".stage")?.scrollIntoView({ block: "start" });
}
