/**
 * Layers as buttons inside a drawing: one of them is in the order of Tab, arrow keys move between them, Enter and Space press.
 *
 * @typedef {import("./layers.js").Layer} Layer
 * @typedef {{layer: Layer, el: SVGGElement}} Pick
 */

import { set } from "../../view/base/dom.js";

const BY = new Map([
  ["ArrowUp", 1],
  ["ArrowRight", 1],
  ["ArrowDown", -1],
  ["ArrowLeft", -1],
  ["Home", -Infinity],
  ["End", Infinity],
]);

/**
 * @param {HTMLElement} place around the drawing: a drawing that listens for focus would itself be in the order of Tab
 * @param {{point: (layer: Layer|null) => void, pick: (layer: Layer) => void}} then
 */
export function mountPicks(place, { point, pick }) {
  /** @type {readonly Pick[]} */
  let picks = [];
  /** @type {Layer["sources"]|null} */
  let last = null;

  /** @param {Event} event */
  const at = ({ target }) => picks.find(({ el }) => el.contains(/** @type {Node} */ (target)));
  /** @param {number} index */
  function reach(index) {
    for (const [other, { el }] of picks.entries()) set(el, { tabindex: other === index ? 0 : -1 });
  }

  place.addEventListener("pointerover", (event) => point(at(event)?.layer ?? null));
  place.addEventListener("pointerleave", () => point(null));
  place.addEventListener("focusin", (event) => {
    const found = at(event);
    if (!found) return;
    last = found.layer.sources;
    reach(picks.indexOf(found));
    point(found.layer);
  });
  place.addEventListener("focusout", () => point(null));
  place.addEventListener("click", (event) => {
    const found = at(event);
    if (found) pick(found.layer);
  });
  place.addEventListener("keydown", (event) => {
    const found = at(event);
    if (!found || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const by = BY.get(event.key);
    const isPress = event.key === "Enter" || event.key === " ";
    if (by === undefined && !isPress) return;
    event.preventDefault();
    if (isPress) pick(found.layer);
    else picks[Math.max(0, Math.min(picks.length - 1, picks.indexOf(found) + Number(by)))].el.focus();
  });

  return {
    /** Draws other layers; the one that has the focus keeps it. @param {SVGGElement} group @param {readonly Pick[]} next from old to new */
    fill(group, next) {
      const hadFocus = picks.some(({ el }) => el.matches(":focus"));
      picks = next;
      group.replaceChildren(...next.map(({ el }) => el));
      const found = picks.findIndex(({ layer }) => String(layer.sources) === String(last));
      reach(Math.max(0, found));
      if (hadFocus && found >= 0) picks[found].el.focus();
    },
    /** @param {number|null} source that is dyed, or pointed at */
    mark(source) {
      for (const { layer, el } of picks) {
        const isDyed = source !== null && layer.sources.length === 1 && layer.sources[0] === source;
        el.classList.toggle("dyed", isDyed);
        set(el, { "aria-pressed": String(isDyed) });
      }
    },
  };
}
