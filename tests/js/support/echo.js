/** A catalogue in which a message is its id and its values: tests see what is said, not how. */

/** @type {import("../../../static/js/data/messages.js").Messages} */
export const ECHO = {
  language: "en",
  has: () => false,
  pick: ({ en }) => en,
  add() {},
  t: (id, values = {}) => [id, ...Object.values(values)].join("|"),
};
