/** Hides in a picture what is asked about: the number and the blades of a valve. */

import { blueprintOf } from "../../unit/blueprint.js";
import { hiddenOf } from "./room.state.js";

/** The valve whose opening is still hidden, by its id in the drawing, or null. @param {import("./room.state.js").State} state */
export function veiledValve(state) {
  const about = hiddenOf(state)?.about;
  const valve = about?.gate ? blueprintOf(state).valves.find(({ gate }) => gate === about.gate) : null;
  return about && about.step === state.step ? (valve?.id ?? null) : null;
}

/** The first step whose memory is still hidden, or null. @param {import("./room.state.js").State} state */
export const veiledFrom = (state) => hiddenOf(state)?.about?.step ?? null;

/** @param {HTMLElement} scene @param {import("./room.state.js").State} state */
export function veil(scene, state) {
  const hidden = veiledValve(state);
  for (const valve of scene.querySelectorAll("[data-valve]"))
    valve.toggleAttribute("data-veiled", valve.getAttribute("data-valve") === hidden);
}
