/**
 * A board without a room: what a teacher has chosen at the board itself, and the question that is asked there. The address keeps
 * the choices before its fragment: `?hide=numbers,timeline&lock&laser`.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../features/classroom/documents.js").Question} Question
 * @typedef {"numbers"|"timeline"} Part what can be hidden: the numbers in the picture, the memory at each step
 * @typedef {{hidden: readonly Part[], locked: boolean, laser: boolean}} Chosen `locked`: a question comes before each phase
 * @typedef {"drawer"|"code"|"black"|"laser"|"locked"} Switch `drawer`, `code` and `black` lie over the picture
 * @typedef {Chosen & Record<Switch, boolean>} Alone
 * @typedef {{question: Question, raised: readonly string[], right: string}} Own `raised`: the choice of each raised hand, in order
 * @typedef {{alone: Alone, own: Own|null}} AloneState
 * @typedef {{type: "alone", change: Partial<Alone>} | {type: "turn", name: Switch}
 *   | {type: "own question", question: Question, right: string} | {type: "put away"} | {type: "hand", at: number} | {type: "take back hand"}
 *   | {type: "walk", to: "shown"|"revealed"}} AloneAction
 * @typedef {AppState & AloneState} State
 */

/** @type {readonly Part[]} */
export const PARTS = Object.freeze(["numbers", "timeline"]);

/** @type {import("../../state/table.js").Fields<State, AloneState>} */
const fields = {
  alone: {
    initial: Object.freeze({ hidden: [], locked: false, laser: false, drawer: false, code: false, black: false }),
  },
  own: { initial: null },
};

/** @type {import("../../state/compose.js").Cases<State, AloneAction>} */
const CASES = {
  alone: (state, { change }) => ({ ...state, alone: { ...state.alone, ...change } }),
  turn: (state, { name }) => ({ ...state, alone: { ...state.alone, [name]: !state.alone[name] } }),
  "own question": (state, { question, right }) => ({ ...state, own: { question, right, raised: [] } }),
  "put away": (state) => ({ ...state, own: null }),
  hand: (state, { at }) =>
    withHands(state, (raised, { choices }) => [...raised, ...choices.slice(at, at + 1).map(idOf)]),
  "take back hand": (state) => withHands(state, (raised) => raised.slice(0, -1)),
  walk: (state, { to }) => ({ ...state, own: state.own && told(state.own, to) }),
};

export const ALONE_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  answers: Object.keys(CASES),
  wrap: (reduce, { runFields }) => {
    const run = /** @type {(keyof AppState)[]} */ (runFields());
    return (/** @type {State} */ state, /** @type {any} */ action) => {
      const own = /** @type {any} */ (CASES)[action.type];
      if (own) return own(state, action);
      const next = reduce(state, action);
      const isOther = next.own && run.some((key) => next[key] !== state[key]);
      return isOther ? { ...next, own: null } : next;
    };
  },
});

/** @param {{id: string}} choice */
const idOf = ({ id }) => id;

/**
 * Hands are counted while the question is open.
 *
 * @param {State} state
 * @param {(raised: readonly string[], question: Question) => readonly string[]} count
 */
function withHands(state, count) {
  const { own } = state;
  if (own?.question.state !== "open") return state;
  const raised = count(own.raised, own.question);
  return { ...state, own: { ...own, raised, question: { ...own.question, answered: raised.length } } };
}

/** @param {Own} own @param {"shown"|"revealed"} to @returns {Own} */
function told({ question, raised, right }, to) {
  const counts = Object.fromEntries(
    question.choices.map(({ id }) => [id, raised.filter((choice) => choice === id).length]),
  );
  const truth = to === "revealed" ? right : null;
  return { question: { ...question, state: to, counts: raised.length ? counts : null, truth }, raised, right };
}

/** @param {string} search with or without the leading ? @returns {Chosen} */
export function fromQuery(search) {
  const query = new URLSearchParams(search);
  const hidden = (query.get("hide") ?? "").split(",");
  return {
    hidden: PARTS.filter((part) => hidden.includes(part)),
    locked: query.has("lock"),
    laser: query.has("laser"),
  };
}

/** @param {Chosen} chosen @returns {string} with the leading ?, empty if nothing is chosen */
export function toQuery({ hidden, locked, laser }) {
  const parts = [...(hidden.length ? [`hide=${hidden.join(",")}`] : []), ...(locked ? ["lock"] : [])];
  if (laser) parts.push("laser");
  return parts.length ? `?${parts.join("&")}` : "";
}

/**
 * @param {Pick<Window, "location"|"history">} window
 * @param {{get: () => AloneState, subscribe: (listener: () => void) => unknown}} store
 */
export function keepQuery({ location, history }, store) {
  let kept = location.search;
  store.subscribe(() => {
    const query = toQuery(store.get().alone);
    if (query === kept) return;
    kept = query;
    history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
  });
}
