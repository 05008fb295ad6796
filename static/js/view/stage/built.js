/**
 * A picture of a unit that is being built up: what is not there yet is left away, the rest stays where it is.
 *
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { onChange } from "../base/panel.js";

/** The name of a phase's number among the parts. @param {string} phase */
export const phasePart = (phase) => `phase ${phase}`;

/**
 * The parts, signals and labels that are left away.
 *
 * @param {Blueprint} blueprint
 * @param {readonly string[]|null} built names of the assemblies that are there; null: all
 * @returns {Set<string>}
 */
export function goneOf({ assemblies, wires, memory }, built) {
  if (!built) return new Set();
  const missing = assemblies.slice(1).filter(({ id }) => !built.includes(id)); // the bare pipe is always there
  const gone = new Set(missing.flatMap(({ parts, phases }) => [...parts, ...phases.map(phasePart)]));
  /** @param {(wire: import("../../unit/blueprint.js").SignalEdge) => boolean} those */
  const areGone = (those) => wires.filter(those).every(({ id }) => gone.has(id));
  for (const signal of new Set(wires.map(({ carries }) => carries)))
    if (areGone(({ carries }) => carries === signal)) gone.add(signal);
  if (areGone(({ carries }) => carries === memory.now)) gone.add("waits");
  return gone;
}

/**
 * @param {Element} picture
 * @param {Blueprint} blueprint
 * @returns {(built: readonly string[]|null) => void}
 */
export function mountBuilt(picture, blueprint) {
  return onChange((/** @type {readonly string[]|null} */ built) => {
    const gone = goneOf(blueprint, built);
    for (const part of picture.querySelectorAll("[data-part], [data-of]"))
      part.classList.toggle("away", gone.has(String(part.getAttribute("data-of") ?? part.getAttribute("data-part"))));
  });
}
