/**
 * How a figure moves to another moment: as if by hand if the run stays the same, so that the water flows on and nothing is
 * redrawn.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 */

import * as plain from "../../state/address.js";
import { runFields } from "../../state/fields.js";

/**
 * @param {AppState} state
 * @param {string} address
 * @param {(address: string) => Partial<AppState>} fromAddress the grammar of the figure's addresses
 * @returns {Action[]}
 */
export function movesTo(state, address, fromAddress = plain.fromAddress) {
  const place = fromAddress(address);
  const told = place.example ? ["wanted", "example"] : runFields(["model", "input"]).filter((key) => key in place);
  /** @param {Partial<AppState>} side */
  const run = (side) => JSON.stringify(told.map((key) => side[/** @type {keyof AppState} */ (key)]));
  if (run(place) !== run(state) || !state.trace) return [{ type: "restored", place }];
  return [
    { type: "set pins", pins: place.pins ?? [] },
    { type: "view", view: place.view ?? state.view },
    { type: "spotlight", id: place.spotlight ?? null },
    { type: "build", built: place.built ?? null },
    { type: "backward", on: place.backward ?? false },
    { type: "look at unit", unit: place.unit ?? 0 },
    ...(place.chosen ? [/** @type {Action} */ ({ type: "show units", units: place.shown ?? [] })] : []),
    { type: "seek", step: place.step ?? 0, phase: place.phase ?? 0 },
    { type: "look at gate", gate: place.gate ?? null },
  ];
}

const MOST = 8;

/**
 * The moments between two, so that a reader sees how one becomes the other: the phases of a step, or the steps between.
 *
 * @param {{step: number, phase: number}} from
 * @param {{step: number, phase: number}} to
 * @returns {{step: number, phase: number}[]} at most eight, without `from` and `to`
 */
export function momentsBetween(from, to) {
  const [start, end] = from.step === to.step ? [from.phase, to.phase] : [from.step, to.step];
  const count = Math.max(0, end - start - 1);
  const kept = Math.min(count, MOST);
  return Array.from({ length: kept }, (_, n) => {
    const at = start + Math.ceil(((n + 1) * count) / kept);
    return from.step === to.step ? { step: to.step, phase: at } : { step: at, phase: to.phase };
  });
}

/** How long each moment on the way to another is seen, in ms. */
const BETWEEN = 350;
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * What leads a figure to a moment; where movement is welcome, by way of those between. A later call ends an earlier walk.
 *
 * @param {{get: () => AppState, dispatch: (action: Action) => unknown}} store
 * @param {(state: AppState, address: string) => Action[]} moves
 * @returns {{go: (address: string) => Promise<void>, isWalking: () => boolean}}
 */
export function walker({ get, dispatch }, moves = movesTo) {
  let walk = 0;
  let ended = 0;
  /** @param {string} address */
  async function go(address) {
    const own = ++walk;
    const { step, phase } = get();
    for (const action of moves(get(), address)) {
      if (action.type === "seek" && !isCalm())
        for (const moment of momentsBetween({ step, phase }, { step: action.step ?? step, phase: action.phase ?? 0 })) {
          dispatch({ type: "seek", ...moment });
          await new Promise((resolve) => setTimeout(resolve, BETWEEN));
          if (own !== walk) return;
        }
      dispatch(action);
    }
    ended = own;
  }
  return { go, isWalking: () => ended !== walk };
}

/**
 * The meaning of an arrow key inside a figure, or null.
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
  if (controls.includes("phases") && !shiftKey) return { type: "move phase", by };
  return controls.includes("steps") ? { type: "move step", by } : null;
}
