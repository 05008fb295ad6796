/**
 * Asks the server one thing at a time, and asks again if the question has changed in the meantime.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./reducer.js").Action} Action
 * @typedef {import("../data/types.js").Problem} Problem
 */

/**
 * @template Told
 * @typedef {object} Errand
 * @property {unknown} key equal for equal questions
 * @property {() => Promise<Told|null>} ask
 */

/**
 * @template Told
 * @template {AppState} [State=AppState]
 * @param {{get: () => State, dispatch: (action: Action|Told) => void, subscribe: (listener: (state: State) => void) => unknown}} store
 * @param {(state: State) => Errand<Told>|null} choose what to ask in a state, if anything
 */
export function startErrands(store, choose) {
  let asked = "";
  let isBusy = false;

  /** @param {State} state */
  async function react(state) {
    const errand = isBusy ? null : choose(state);
    const key = JSON.stringify(errand?.key);
    if (!errand || key === asked) return;
    asked = key;
    isBusy = true;
    try {
      const told = await errand.ask();
      if (told) store.dispatch(told);
    } catch (error) {
      const problem = /** @type {{problem?: Problem}} */ (error).problem;
      if (!problem) throw error;
      store.dispatch({ type: "failed", problem });
    } finally {
      isBusy = false;
    }
    react(store.get());
  }

  store.subscribe(react);
  react(store.get());
}
