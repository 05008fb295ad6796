/**
 * The keys that dye a step and take the dye out.
 *
 * @typedef {import("../../view/panels/keys.js").KeyGroup<import("./dye.state.js").State, import("./dye.state.js").DyeAction>} KeyGroup
 */

/** @type {KeyGroup} */
export const POUR_KEYS = {
  name: "always",
  keys: [
    { id: "lab.dye.pour", says: "lab.dye.pour.keys", keys: ["d"], action: () => ({ type: "dye" }) },
    {
      id: "lab.dye.out",
      says: "lab.dye.out.keys",
      keys: ["d"],
      held: "shift",
      action: () => ({ type: "dye", step: null }),
    },
  ],
};

/** Those of the Lab, where a card says where a memory came from. @type {KeyGroup} */
export const DYE_KEYS = {
  name: "always",
  keys: [
    ...POUR_KEYS.keys,
    { id: "lab.sources.open", says: "lab.sources.keys", keys: ["w"], action: () => ({ type: "sources" }) },
  ],
};
