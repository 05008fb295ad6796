/**
 * Keeps the picture in view where the panels stand below it: while one that changes it is in use, a window on the picture is at the
 * upper edge, and shows the valve that is spoken of.
 *
 * @typedef {import("../../state/app_state.js").AppState} State
 */

import { blueprintOf } from "../../unit/blueprint.js";
import { set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/** Where the panels stand below, and the window is high enough for both. */
const BELOW = "(max-width: 1100px) and (min-height: 480px)";
/** The part of the window in which a panel counts as being used. */
const BAND = "-50% 0px -20% 0px";

/**
 * @param {HTMLElement} scene
 * @param {readonly HTMLElement[]} panels
 * @param {{get: () => State, subscribe: (listener: () => void) => unknown}} store
 */
export function dock(scene, panels, store) {
  const root = scene.ownerDocument.documentElement;
  const drawing = /** @type {HTMLElement} */ (scene.querySelector(".drawing"));
  const below = matchMedia(BELOW);
  /** @type {Set<Element>} */
  const reached = new Set();

  function update() {
    const isDocked = below.matches && [...reached].some((panel) => panel.matches(":not(details), [open]"));
    if (isDocked === root.hasAttribute("data-docked")) return;
    scene.style.minHeight = isDocked ? `${scene.offsetHeight}px` : ""; // what is below stays where it is
    set(root, { "data-docked": isDocked });
    if (isDocked) requestAnimationFrame(show);
  }

  /** Brings the part that is spoken of into the window. */
  function show() {
    const part = partOf(scene, store.get(), letter);
    if (!part || !root.hasAttribute("data-docked")) return;
    const [{ top, height }, window] = [part.getBoundingClientRect(), drawing.getBoundingClientRect()];
    drawing.scrollTop += top + height / 2 - (window.top + window.height / 2);
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) reached[isIntersecting ? "add" : "delete"](target);
      update();
    },
    { rootMargin: BAND },
  );
  for (const panel of panels) {
    observer.observe(panel);
    panel.addEventListener("toggle", update);
  }
  below.addEventListener("change", update);
  let letter = letterOf(store.get());
  const follow = onChange((/** @type {string} */ next) => {
    letter = next;
    requestAnimationFrame(() => requestAnimationFrame(show)); // when the picture is drawn
  });
  const changed = onChange((/** @type {State["edits"]} */ edits) => {
    const last = edits.at(-1);
    if (last) follow(last.gate);
  });
  const asked = onChange((/** @type {string} */ gate) => follow(gate));
  store.subscribe(() => {
    asked(letterOf(store.get()));
    changed(store.get().edits);
  });
}

/** The network that is asked about, or else that of the phase. @param {State} state */
const letterOf = (state) => state.gate ?? blueprintOf(state).phases[state.phase].gate;

/** @param {Element} scene @param {State} state @param {string} letter @returns {Element|null} its valve, or else the network */
function partOf(scene, state, letter) {
  const valve = blueprintOf(state).valves.find((node) => node.letter === letter);
  return (valve && scene.querySelector(`.valve[data-valve="${valve.id}"]`)) ?? scene.querySelector(".net.asked");
}
