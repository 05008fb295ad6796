/**
 * Which parts of a picture are seen: while a unit is being built up, what is not there yet is left away; a spotlight dims all
 * others. Everything stays where it is.
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
  for (const { id, from, to } of wires) if (gone.has(from) || gone.has(to)) gone.add(id);
  /** @param {(wire: import("../../unit/blueprint.js").SignalEdge) => boolean} those */
  const areGone = (those) => wires.filter(those).every(({ id }) => gone.has(id));
  for (const signal of new Set(wires.map(({ carries }) => carries)))
    if (areGone(({ carries }) => carries === signal)) gone.add(signal);
  if (areGone(({ carries }) => carries === memory.now)) gone.add("waits");
  return gone;
}

/** Whether a pipe is drawn whose water has a scale of its own. @param {Blueprint} blueprint @param {{view: string, built: readonly string[]|null}} state */
export function hasApart(blueprint, { view, built }) {
  const gone = goneOf(blueprint, built);
  const sinks = blueprint.nodes.flatMap(({ id, kind }) => (kind === "sink" ? [id] : []));
  return blueprint.pipes.some(({ id, to, apart }) => apart && !gone.has(id) && (view !== "box" || sinks.includes(to)));
}

/** What is named otherwise than the part that it is in. */
const NAMED = /** @type {Readonly<Record<string, string>>} */ (Object.freeze({ new: "tank" }));

/** What a part is, or what a name or a number beside it belongs to. @param {Element} part */
function partOf(part) {
  const of = String(part.getAttribute("data-part") ?? part.getAttribute("data-of"));
  return NAMED[of] ?? of;
}

/**
 * @param {Element} picture
 * @param {Blueprint} blueprint
 * @returns {(state: import("../../state/app_state.js").AppState) => string|null} the spotlight that is on
 */
export function mountParts(picture, blueprint) {
  const known = new Set([...picture.querySelectorAll("[data-part]")].map(partOf));
  const parts = [...picture.querySelectorAll("[data-part], :is(.label, .end)[data-of]")].filter((part) =>
    known.has(partOf(part)),
  );
  const build = onChange((/** @type {readonly string[]|null} */ built) => {
    const gone = goneOf(blueprint, built);
    for (const part of picture.querySelectorAll("[data-part], [data-of]"))
      part.classList.toggle("away", gone.has(String(part.getAttribute("data-of") ?? part.getAttribute("data-part"))));
  });
  const light = onChange((/** @type {import("../../unit/blueprint.js").Spotlight|undefined} */ lit) => {
    for (const part of parts) part.classList.toggle("dim", lit !== undefined && !lit.parts.includes(partOf(part)));
  });
  return ({ built, view, spotlight }) => {
    const lit = view === "cell" ? blueprint.spotlights.find(({ id }) => id === spotlight) : undefined;
    build(built);
    light(lit);
    return lit?.id ?? null;
  };
}
