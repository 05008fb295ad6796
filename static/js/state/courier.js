/**
 * Carries questions to the server and answers back. Only one trace request is under way at a time; meanwhile, only the newest
 * question waits, so that a valve turned quickly is answered as fast as the server can, without a queue.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 * @typedef {import("./reducer.js").Action} Action
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("./question.js").Question} Question
 * @typedef {Pick<ReturnType<typeof import("../data/api.js").createApi>, "presets"|"preset"|"trace">} Api
 */

import { isTouched } from "./flow.js";
import { losses } from "./losses.js";
import { question, sameRun, untouchedQuestion } from "./question.js";

/**
 * @param {{get: () => AppState, dispatch: (action: Action) => void, subscribe: (listener: (state: AppState) => void) => unknown}} store
 * @param {Api} api
 */
export function startCourier(store, api) {
  let listing = "";
  let opening = "";
  let asked = "";
  let askedUntouched = "";
  let busy = false;
  const lost = losses((/** @type {AppState} */ { untouched }) => untouched);
  const report = reporting(store.dispatch);

  /** @param {AppState} state */
  function react(state) {
    if (!state.presets.length && listing !== String(state.attempt)) list(String(state.attempt));
    if (state.preset?.name !== state.wanted && opening !== `${state.wanted} ${state.attempt}`) open(state);
    if (!busy) ask(state);
  }

  /** @param {string} attempt */
  async function list(attempt) {
    listing = attempt;
    await report(async () => ({ type: "presets listed", presets: await api.presets() }));
  }

  /** @param {AppState} state */
  async function open(state) {
    const { wanted } = state;
    opening = `${wanted} ${state.attempt}`;
    /** Asked for twice, it is opened once; what was left fails in silence. @param {string} name */
    const isMissing = (name) => store.get().wanted === wanted && store.get().preset?.name !== name;
    const bring = async () => {
      const preset = await api.preset(wanted);
      return isMissing(preset.name) ? /** @type {Action} */ ({ type: "preset opened", preset }) : null;
    };
    await report(bring, () => isMissing(wanted));
  }

  /** @param {AppState} state */
  async function ask(state) {
    const next = question(state);
    const bare = untouchedQuestion(state);
    if (!next || !bare) return;
    const key = JSON.stringify([next, state.attempt]);
    const keyUntouched = JSON.stringify([bare, state.attempt, lost(state)]);
    if (key !== asked) {
      asked = key;
      const touched = isTouched(state);
      if (!touched) askedUntouched = keyUntouched;
      await send(next, (trace) => ({ type: "traced", trace, pinned: touched }), true);
    } else if (isTouched(state) && keyUntouched !== askedUntouched && !state.problem) {
      askedUntouched = keyUntouched;
      await send(bare, (trace) => ({ type: "untouched traced", trace }), false);
    }
  }

  /**
   * @param {Question} next
   * @param {(trace: Trace) => Action} answer
   * @param {boolean} awaited whether the page says that it is waiting
   */
  async function send(next, answer, awaited) {
    busy = true;
    if (awaited) store.dispatch({ type: "asked" });
    const bring = async () => {
      const trace = await api.trace(next);
      const now = question(store.get());
      if (now && sameRun(now, next)) return answer(trace);
      asked = askedUntouched = ""; // whoever comes back to it asks again
      return null;
    };
    try {
      await report(bring, () => sameRun(question(store.get()) ?? next, next));
    } finally {
      busy = false;
    }
    ask(store.get());
  }

  store.subscribe(react);
  react(store.get());
}

/**
 * Dispatches what work results in, or how it failed if that still matters.
 *
 * @param {(action: Action) => void} dispatch
 * @returns {(work: () => Promise<Action|null>, matters?: () => boolean) => Promise<void>}
 */
const reporting =
  (dispatch) =>
  async (work, matters = () => true) => {
    try {
      const action = await work();
      if (action) dispatch(action);
    } catch (error) {
      const problem = /** @type {{problem?: import("../data/types.js").Problem}} */ (error).problem;
      if (!problem) throw error;
      if (matters()) dispatch({ type: "failed", problem });
    }
  };
