/**
 * A unit of one lane whose weights the reader sets. The server runs it; hidden runs decide. Fetched by screens that have one.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./progress.js").Notes} Notes
 * @typedef {import("./workbench/judge.js").Bench} Bench
 */

import { flowing } from "../../state/flowing.js";
import { reduce } from "../../state/reducer.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { onChange } from "../../view/base/panel.js";
import { mountLive, PLAIN } from "./live.js";
import { addressOf, answersOf, judge } from "./workbench/judge.js";
import { mountProbes } from "./workbench/probes.js";
import { apiOf, every } from "./workbench/runs.js";
import { mountSliders } from "./workbench/sliders.js";
import { mountStrip } from "./workbench/strip.js";
import { filled, mountVerdict } from "./workbench/verdict.js";

/** After so many tries a solution is offered. */
const TRIES = 3;

/** The unit before the reader touched it is nothing to compare with: no run is drawn behind the present one. */
const ALONE = Object.freeze({
  ...PLAIN,
  /** @param {AppState} state @param {import("../../state/reducer.js").Action} action */
  reduce(state, action) {
    const next = reduce(state, action);
    return next.untouched && next.edits.length ? { ...next, untouched: null } : next;
  },
});

/** @param {HTMLElement} place @param {{messages: Messages, notes: Notes, outside: import("../../data/outside.js").Outside}} tools */
export async function mount(place, { messages, notes, outside }) {
  /** @type {Bench} */
  const bench = JSON.parse(place.dataset.workbench ?? "{}");
  const find = /** @param {string} what */ (what) => /** @type {HTMLElement} */ (place.querySelector(what));
  const api = apiOf(bench, outside.fetch);
  const live = await mountLive(find(".figure"), messages, api, flowing(outside.storage), ALONE);
  const view = bench.probes.length ? "box" : "pipe";
  /** The run in sight: one of the trials, or a probe. @type {{inputs: number[][], wanted: number[]|null}} */
  let shown = bench.trials[0];

  /** @param {typeof shown} run @param {number} [step] @param {string} [by] the view */
  function show(run, step = 0, by = view) {
    shown = run;
    live.go(addressOf(live.get(), run.inputs, { step, view: by }));
    find("[data-first]").hidden = run === bench.trials[0];
  }

  const sliders = mountSliders(place, (edit) => live.dispatch({ type: "edit weight", ...edit }));
  const draw = mountStrip(find(".bench-strip"), bench, {
    messages,
    seek: (step) => live.dispatch({ type: "seek", step }),
    answers: (trace) => answersOf(bench, trace),
  });
  const tellSteps = onChange((/** @type {Trace} */ trace, /** @type {number[]|null} */ wanted) => {
    const says = find("[data-steps-right]");
    if (!wanted) return says.replaceChildren();
    const { right, count } = judge(bench, live.get(), trace, wanted);
    says.textContent = filled(says.dataset.stepsRight, { right, count });
  });

  /** @param {AppState} state */
  function look(state) {
    const { trace, step } = state;
    if (!trace || trace.x.length !== shown.inputs.length) return;
    draw(trace, shown.wanted, step);
    tellSteps(trace, shown.wanted);
    sliders.tell(state.view === "box" ? null : valuesAt(state, trace));
  }

  mountProbes(place, bench, (inputs) => show({ inputs, wanted: null }, inputs.length - 1, "pipe"));
  mountTrying(place, bench, { live, run: api.trace, show, sliders, told: mountVerdict(place, bench, notes) });
  for (const part of [".bench-valves", ".bench-acts"]) find(part).hidden = false;
  live.subscribe(look);
  look(live.get());
  place.dataset.ready = "";
}

/** What each small network gives at a step. @param {AppState} state @param {Trace} trace @returns {Record<string, number>} */
const valuesAt = (state, trace) =>
  Object.fromEntries(blueprintOf(state).nets.map(({ letter }) => [letter, trace[letter][state.step][0]]));

/**
 * The button that tries all runs, the way back to the first, and a solution for those who have tried in vain.
 *
 * @param {HTMLElement} place
 * @param {Bench} bench
 * @param {{live: import("./live.js").Live, run: (question: import("../../data/api.js").Question) => Promise<Trace>,
 *   show: (run: import("./workbench/judge.js").Trial, step?: number) => void, sliders: ReturnType<typeof mountSliders>,
 *   told: ReturnType<typeof mountVerdict>}} tools
 */
function mountTrying(place, bench, { live, run, show, sliders, told }) {
  const [attempt, first, solve] = ["[data-try]", "[data-first]", "[data-solve]"].map(
    (what) => /** @type {HTMLElement} */ (place.querySelector(what)),
  );
  let tries = 0;

  async function tryAll() {
    if (attempt.ariaDisabled === "true") return;
    attempt.ariaDisabled = "true";
    try {
      const runs = await every(bench, live.get, run);
      tries += 1;
      const failed = told.results(live.get(), runs);
      if (failed !== null) show(bench.trials[failed], runs[failed].wrong ?? 0);
      solve.hidden = failed === null || tries < TRIES;
    } catch (error) {
      if (!(/** @type {{problem?: object}} */ (error).problem)) throw error;
      told.failed();
    } finally {
      attempt.ariaDisabled = null;
    }
  }

  attempt.addEventListener("click", tryAll);
  first.addEventListener("click", () => {
    show(bench.trials[0]);
    attempt.focus();
  });
  solve.addEventListener("click", () => {
    sliders.setAll(bench.solution);
    told.solved();
    attempt.focus();
  });
}
