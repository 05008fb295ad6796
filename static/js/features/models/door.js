/**
 * Models and inputs of one's own: a file dropped anywhere, the card that takes it, the map of all its units. What they show
 * is fetched when it is needed.
 *
 * @typedef {import("../../view/base/panel.js").Tools} Tools
 */

import { isOwn, ownPlace } from "../../data/model_names.js";
import { MOST_LANES } from "../../state/app_state.js";
import { mountDisclosure } from "../../view/base/disclosure.js";
import { set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/** Brings the card into view, where a file can be chosen. @param {Document} document */
export function showOwnCard(document) {
  const card = /** @type {HTMLDetailsElement} */ (document.getElementById("own"));
  card.open = true;
  card.scrollIntoView({ block: "nearest" });
  card.querySelector("summary")?.focus({ preventScroll: true });
}

/**
 * @param {{card: HTMLDetailsElement, map: HTMLDetailsElement}} places
 * @param {Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountOwn({ card, map }, tools) {
  const updateCard = mountDisclosure(card, tools, async (...to) => (await import("./card.js")).mountCard(...to));
  const updateMap = mountDisclosure(map, tools, async (...to) => (await import("./map/map.js")).mountMap(...to));
  let isOpen = false;
  map.addEventListener("toggle", () => {
    if (map.open !== isOpen) tools.dispatch({ type: "map", change: { open: map.open } });
  });
  listenToFiles(document, card);

  const follow = onChange((/** @type {string|undefined} */ id) => {
    if (id) card.open = true; // what becomes of the file is said there
  });
  return (state) => {
    isOpen = state.map.open;
    follow(isOwn(state.wanted) ? ownPlace(state.wanted)?.id : undefined);
    set(map, { hidden: !(state.preset && state.preset.units > MOST_LANES) });
    if (map.open !== isOpen) map.open = isOpen;
    updateCard(state);
    updateMap(state);
  };
}

/** @param {Document} document @param {HTMLDetailsElement} card */
function listenToFiles(document, card) {
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
  document.addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    hover(0);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    const { arrive, isInput } = await import("./arrivals.js");
    const input = /** @type {HTMLDetailsElement|null} */ (document.getElementById("input-file"));
    const taker = isInput(file) && input ? input : card;
    taker.open = true;
    taker.scrollIntoView({ block: "nearest" });
    arrive(file);
  });
}
