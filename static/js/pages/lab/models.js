/**
 * What the Lab does about uploaded models before any of their code is fetched.
 *
 * @typedef {import("../../features/models/models.state.js").State} State
 * @typedef {import("../../features/models/models.state.js").ModelsAction} ModelsAction
 * @typedef {import("../../data/outside.js").Outside} Outside
 * @typedef {() => Promise<typeof import("../../features/models/door.js")>} Open
 */

import { isUpload, KEPT_UPLOADS, uploadPlace } from "../../data/model_names.js";
import { MOST_LANES } from "../../state/choices.js";
import { arrive, isInput } from "../../view/base/arrivals.js";
import { set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { reveal } from "../../view/base/reveal.js";

/**
 * Starts what runs in the background while there are uploaded models: in the address, chosen, or known from earlier.
 *
 * @param {Parameters<Awaited<ReturnType<Open>>["start"]>[0]} store
 * @param {Open} open
 * @param {Outside} outside
 */
export function startModels(store, open, outside) {
  let tried = -1;

  /** @param {State} state */
  function react({ wanted, unitMap, attempt }) {
    if (tried >= attempt || !(isUpload(wanted) || unitMap.open || isAnyKnown(outside))) return;
    tried = attempt;
    open().then(
      ({ start }) => {
        tried = Infinity;
        start(store, outside);
      },
      (error) => console.error(error),
    );
  }

  store.subscribe(react);
  react(store.get());
}

/** @param {Outside} outside */
function isAnyKnown({ storage }) {
  try {
    return Boolean(storage?.getItem(KEPT_UPLOADS));
  } catch {
    return false;
  }
}

/** Scrolls to the card in which a file can be chosen. @param {HTMLDetailsElement} card */
export function bringModel(card) {
  reveal(card);
  card.querySelector("summary")?.focus({ preventScroll: true });
}

/** Shows the map of all units. @param {HTMLDetailsElement} map @param {(action: ModelsAction) => void} dispatch */
export function showMap(map, dispatch) {
  dispatch({ type: "map", change: { open: true } });
  requestAnimationFrame(() => map.scrollIntoView({ block: "start" }));
  map.querySelector("summary")?.focus({ preventScroll: true });
}

/**
 * Opens the card when it has a model to describe; the map of units is shown for models with many.
 *
 * @param {{card: HTMLDetailsElement, map: HTMLDetailsElement}} places
 * @param {import("../../view/base/panel.js").Tools<ModelsAction>} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function followModels({ card, map }, { dispatch }) {
  let isOpen = false;
  map.addEventListener("toggle", () => {
    if (map.open !== isOpen) dispatch({ type: "map", change: { open: map.open } });
  });
  const follow = onChange((/** @type {string|undefined} */ id) => {
    if (id) card.open = true; // the outcome of an upload is shown there
  });
  return (state) => {
    isOpen = state.unitMap.open;
    follow(isUpload(state.wanted) ? uploadPlace(state.wanted)?.id : undefined);
    set(map, { hidden: !(state.preset && state.preset.units > MOST_LANES) });
    if (map.open !== isOpen) map.open = isOpen;
  };
}

/**
 * Shows the cards for what only uploaded models take: texts, if the file has an embedding, and first states.
 *
 * @param {HTMLDetailsElement} text
 * @param {HTMLDetailsElement} start
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export const followInputs =
  (text, start) =>
  ({ preset, starts }) => {
    const model = preset?.upload?.model;
    set(text, { hidden: !model?.embeddings?.some(({ inputs }) => inputs === preset?.inputs) });
    set(start, { hidden: !model });
    if (model && Object.keys(starts).length) start.dataset.given = "";
    else delete start.dataset.given;
  };

/**
 * Directs files that are dropped anywhere on the page to the card for their kind.
 *
 * @param {Record<"input"|"model", HTMLDetailsElement>} cards
 */
export function takeFiles(cards) {
  /** @param {DragEvent} event */
  const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files") ?? false;
  let depth = 0;
  /** @param {number} next */
  const hover = (next) => {
    depth = Math.max(0, next);
    set(document.documentElement, { "data-dragging": depth > 0 });
  };
  document.addEventListener("dragenter", (event) => {
    if (holdsFiles(event)) hover(depth + 1);
  });
  document.addEventListener("dragleave", (event) => {
    if (holdsFiles(event)) hover(depth - 1);
  });
  document.addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    hover(0);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    const taker = isInput(file) ? cards.input : cards.model;
    reveal(taker);
    arrive(file);
  });
}
