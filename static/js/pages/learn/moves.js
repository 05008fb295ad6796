/**
 * How a figure gets to another moment: as a hand would, where the run stays the same, so that the water moves on and
 * nothing is drawn anew.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 */

import { fromAddress } from "../../state/address.js";

/** What makes a run another one; pins belong to the same. */
const RUN = /** @type {const} */ (["wanted", "example", "text", "cells"]);

/** @param {AppState} state @param {string} address @returns {Action[]} */
export function movesTo(state, address) {
  const place = fromAddress(address);
  const goal = JSON.stringify(RUN.map((key) => place[key]));
  const now = JSON.stringify(
    RUN.map((key) => (place.example && (key === "text" || key === "cells") ? place[key] : state[key])),
  );
  if (goal !== now || !state.trace) return [{ type: "restored", place }];
  return [
    { type: "set pins", pins: place.pins ?? [] },
    { type: "view", view: place.view ?? state.view },
    { type: "spotlight", id: place.spotlight ?? null },
    { type: "backward", on: place.backward ?? false },
    { type: "look at unit", unit: place.unit ?? 0 },
    ...(place.chosen ? [/** @type {Action} */ ({ type: "show units", units: place.shown ?? [] })] : []),
    { type: "seek", step: place.step ?? 0, phase: place.phase ?? 0 },
    { type: "look at gate", gate: place.gate ?? null },
  ];
}

/**
 * What an arrow key means inside a figure, null: nothing.
 *
 * @param {Pick<KeyboardEvent, "key"|"ctrlKey"|"metaKey"|"altKey"|"shiftKey"|"target"|"defaultPrevented">} event
 * @param {readonly string[]} controls
 * @returns {Action|null}
 */
export function moveOfKey({ key, ctrlKey, metaKey, altKey, shiftKey, target, defaultPrevented }, controls) {
  if (defaultPrevented || ctrlKey || metaKey || altKey) return null;
  if (target instanceof Element && target.closest("input, select, textarea")) return null;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!by) return null;
  if (shiftKey) return controls.includes("steps") ? { type: "move step", by } : null;
  return controls.includes("phases") || controls.includes("steps") ? { type: "move phase", by } : null;
}
