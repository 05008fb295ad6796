/**
 * The keys of a board without a room, a clicker's among them.
 *
 * @typedef {import("../state.js").BoardState} State
 * @typedef {import("../state.js").BoardAction} Action
 * @typedef {Action | {type: "forward"} | {type: "back"} | {type: "full screen"}} KeyAction
 * @typedef {import("../../../view/panels/keys.js").Key<KeyAction>} Key
 */

import { POUR_KEYS } from "../../../features/dye/keys.state.js";

/** @param {string} id @param {string} says @param {readonly string[]} keys @param {(index: number) => KeyAction} action @param {boolean} [isFirst] @returns {Key} */
const row = (id, says, keys, action, isFirst = false) => ({ id, says, keys, action, isFirst });

/** A clicker has only two keys: they belong to it, whatever was clicked last. @type {readonly Key[]} */
const ALWAYS = [
  row("board.key.forward", "board.key.forward.keys", ["pagedown"], () => ({ type: "forward" }), true),
  row("board.key.back", "board.key.back.keys", ["pageup"], () => ({ type: "back" }), true),
  row("board.key.forward", "board.key.forward.keys", ["arrowright"], () => ({ type: "forward" })),
  row("board.key.back", "board.key.back.keys", ["arrowleft"], () => ({ type: "back" })),
  row("board.key.drawer", "board.key.drawer.keys", ["m"], () => ({ type: "turn", name: "drawer" })),
  row("board.key.code", "board.key.code.keys", ["q"], () => ({ type: "turn", name: "code" })),
  row("board.key.black", "board.key.black.keys", ["b", "."], () => ({ type: "turn", name: "black" })),
  row("board.key.full", "board.key.full.keys", ["f"], () => ({ type: "full screen" })),
  row("board.key.laser", "board.key.laser.keys", ["l"], () => ({ type: "turn", name: "laser" })),
  row("board.key.locked", "board.key.locked.keys", ["a"], () => ({ type: "turn", name: "locked" })),
];

/** @type {readonly Key[]} */
const HANDS = [
  row("board.key.hand", "board.key.hand.keys", ["1", "2", "3", "4"], (at) => ({ type: "hand", at })),
  row("board.key.take_back", "board.key.take_back.keys", ["0"], () => ({ type: "take back hand" })),
];

/** @type {readonly import("../../../view/panels/keys.js").KeyGroup<State, KeyAction>[]} */
export const ALONE_KEYS = [
  { name: "board", keys: ALWAYS },
  { name: "hands", when: ({ own }) => own?.question.state === "open", keys: HANDS },
];

/** Each key once, for the list of keys. */
export const LISTED = Object.freeze([
  ...new Map([...ALWAYS, ...HANDS, ...POUR_KEYS.keys].map(({ id, says }) => [id, says])).entries(),
]);
