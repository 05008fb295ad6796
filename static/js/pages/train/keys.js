/**
 * The keys of this page: those of every run, and those of the learning.
 *
 * @typedef {import("./state.js").TrainState} State
 * @typedef {import("./state.js").TrainAction} Action
 */

import { POUR_KEYS } from "../../features/dye/keys.state.js";
import { KEYS } from "../../view/panels/keys.js";

/** @type {import("../../view/panels/keys.js").KeyGroup<State, Action>} */
const LEARNING = {
  name: "train",
  keys: [
    { id: "train.keys.learn", says: "train.keys.learn.keys", keys: ["l"], action: () => ({ type: "toggle learning" }) },
    { id: "train.keys.chunk", says: "train.keys.chunk.keys", keys: ["n"], action: () => ({ type: "one chunk" }) },
    {
      id: "train.keys.earlier",
      says: "train.keys.earlier.keys",
      keys: ["arrowup"],
      action: () => ({ type: "look by", by: -1 }),
    },
    {
      id: "train.keys.later",
      says: "train.keys.later.keys",
      keys: ["arrowdown"],
      action: () => ({ type: "look by", by: 1 }),
    },
  ],
};

export const TRAIN_KEYS = Object.freeze([KEYS, POUR_KEYS, LEARNING]);
