/**
 * The Lab in front of a class: what a teacher has chosen. The address keeps it, before the fragment:
 * `?present&hide=formulas,timeline&lock&laser`.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {"formulas"|"numbers"|"timeline"|"predictions"} Part what a teacher can hide
 * @typedef {{on: boolean, hidden: readonly Part[], laser: boolean}} Present
 * @typedef {{present: Present}} PresentState
 * @typedef {Partial<Present> & {locked?: boolean}} Change locked: the next phase waits for a prediction
 * @typedef {{type: "present", change: Change} | {type: "toggle laser"}} PresentAction
 */

/** @type {readonly Part[]} */
export const PARTS = Object.freeze(["formulas", "numbers", "timeline", "predictions"]);

/** @type {import("../../state/table.js").Fields<AppState & PresentState, PresentState>} */
const fields = { present: { initial: Object.freeze({ on: false, hidden: [], laser: false }) } };

export const PRESENT_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  wrap: (reduce) => (state, action) => {
    if (action.type === "toggle laser") return { ...state, present: { ...state.present, laser: !state.present.laser } };
    if (action.type !== "present") return reduce(state, action);
    const { locked, ...change } = action.change;
    const next = { ...state, present: { ...state.present, ...change } };
    return locked === undefined ? next : reduce(next, { type: "limit", on: locked });
  },
});

/** @type {import("../../view/panels/keys.js").KeyGroup<AppState & PresentState, PresentAction|import("../../state/reducer.js").Action>} */
export const PRESENT_KEYS = {
  name: "present",
  when: ({ present }) => present.on,
  keys: [
    // A clicker has only these two keys: in front of a class they belong to it, whatever was clicked last.
    {
      id: "present.next",
      says: "present.next.keys",
      keys: ["pagedown"],
      isFirst: true,
      action: () => ({ type: "move phase", by: 1 }),
    },
    {
      id: "present.back",
      says: "present.back.keys",
      keys: ["pageup"],
      isFirst: true,
      action: () => ({ type: "move phase", by: -1 }),
    },
    { id: "present.laser", says: "present.laser.keys", keys: ["l"], action: () => ({ type: "toggle laser" }) },
  ],
};

/** @param {string} search with or without the leading ? @returns {Required<Change>} */
export function fromQuery(search) {
  const query = new URLSearchParams(search);
  const on = query.has("present");
  const hide = (query.get("hide") ?? "").split(",");
  return {
    on,
    hidden: on ? PARTS.filter((part) => hide.includes(part)) : [],
    laser: on && query.has("laser"),
    locked: on && query.has("lock"),
  };
}

/** @param {PresentState & Pick<AppState, "limit">} state @returns {string} with the leading ?, empty without a class */
export function toQuery({ present: { on, hidden, laser }, limit }) {
  if (!on) return "";
  const parts = ["present"];
  if (hidden.length) parts.push(`hide=${hidden.join(",")}`);
  if (limit !== null) parts.push("lock");
  if (laser) parts.push("laser");
  return `?${parts.join("&")}`;
}

/**
 * @param {Pick<Window, "location"|"history">} window
 * @param {{get: () => AppState & PresentState, subscribe: (listener: () => void) => unknown}} store
 */
export function keepQuery({ location, history }, store) {
  let kept = toQuery(store.get());
  store.subscribe(() => {
    const query = toQuery(store.get());
    if (query === kept) return;
    kept = query;
    history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
  });
}
