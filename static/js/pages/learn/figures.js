/**
 * The figures of a screen come to life when they are near, or when something needs them; only then is their code fetched.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("./live.js").Live} Live
 */

import { flowing } from "../../state/flowing.js";
import { shownFields, traceFields } from "../../unit/blueprint.js";
import { sayFailed } from "./bring.js";

const NEAR = "300px";

/** A figure writes no more digits; all of them would be most of what is fetched for it. */
const DIGITS = 5;

/** @param {Document} document @param {Messages} messages @param {import("../../data/outside.js").Outside} outside */
export function startFigures(document, messages, outside) {
  /** @type {Map<string, Promise<Live>>} */
  const alive = new Map();
  const follow = flowing(outside.storage);
  const figures = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-figure]")]);

  /** @param {string} id @returns {Promise<Live>|null} null: there is no such figure on this screen */
  function wake(id) {
    const element = figures.find(({ dataset }) => dataset.figure === id);
    if (!element) return null;
    const found = alive.get(id) ?? bringToLife(element);
    if (!alive.has(id))
      found.catch(() => {
        alive.delete(id);
        sayFailed(element, messages, () => wake(id));
      });
    alive.set(id, found);
    return found;
  }

  /** @param {HTMLElement} element */
  async function bringToLife(element) {
    const { createApi, mountLive, withPresets } = await import("./live.js");
    const tellsWhy = element.querySelector("[data-slot=why]") !== null;
    const api = createApi(tellsWhy ? traceFields : shownFields, outside.fetch, { digits: DIGITS });
    return mountLive(element, messages, withPresets(api, document), follow);
  }

  const watch = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) afterwards(() => wake(String(/** @type {HTMLElement} */ (target).dataset.figure)));
      }
    },
    { rootMargin: NEAR },
  );
  for (const figure of figures) watch.observe(figure);
  return { wake };
}

/** Runs once the page has been painted and is idle. @param {() => void} work */
function afterwards(work) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 50);
}
