/**
 * What of each lane entered at the dyed step, in numbers and in one sentence; it also asks for the dye that the pipes show.
 *
 * @typedef {import("../../state/app_state.js").AppState & {dye: number|null}} State
 * @typedef {import("../../data/dye.js").Sample} Sample
 * @typedef {{run: object, step: number, sample: Sample}} Found
 */

import { partsFrom, sampleAt } from "../../data/dye.js";
import { asking } from "../../state/asking.js";
import { dyedFields } from "../../state/dyed_fields.js";
import { question } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, setText } from "../base/dom.js";
import { laneInWords, mainParts } from "../base/dye_words.js";

/**
 * @param {HTMLElement} place
 * @param {import("../base/panel.js").OutsideTools<import("../../state/reducer.js").Action>
 *   & {requestOf: import("../../data/dye.js").RequestOf, onlySaid?: boolean}} tools `onlySaid`: the sentence is for screen readers alone
 * @returns {import("../base/panel.js").Update<State>}
 */
export function mountDyed(place, { dispatch, messages, outside, requestOf, onlySaid }) {
  const { html } = domOf(place);
  const { t } = messages;
  const says = html("p", { class: onlySaid ? "dye-says visually-hidden" : "dye-says", role: "status" });
  const lanes = html("ul", { class: "dye-lanes" });
  const legend = html("p", { class: "legend-dye" });
  place.append(legend, says, lanes);

  /** @type {State|null} */
  let now = null;
  /** @type {Found|null} */
  let found = null;
  /** @param {import("../../data/types.js").Problem} problem */
  const fail = (problem) => setText(says, problem.errors[0]?.detail || problem.detail || problem.title);
  const follow = asking((/** @type {State["tinted"]} */ tinted) => {
    if (now && !now.waiting) dispatch({ type: "tinted", tinted });
  }, fail);
  const sample = asking((/** @type {Found} */ answer) => {
    found = answer;
    if (now) show(now);
  }, fail);

  /** @param {State} state */
  function askFor(state) {
    const { trace, dye, step, waiting } = state;
    const asked = trace && !waiting ? question(state) : null;
    if (!asked || !trace || dye === null || dye >= trace.h.length) return;
    const key = JSON.stringify(asked);
    const { fetch: send } = outside;
    follow(trace, `${dye} ${key}`, async () => ({
      of: trace,
      step: dye,
      fields: dyedFields(blueprintOf(state), await partsFrom(send, requestOf, asked, dye), dye),
    }));
    sample(trace, `${step} ${key}`, async () => ({
      run: trace,
      step,
      sample: await sampleAt(send, requestOf, asked, step),
    }));
  }

  /** @param {State} state */
  function show(state) {
    const { trace, step, shown, unit, dye, tinted } = state;
    if (dye !== null && trace && dye >= trace.h.length) setText(says, t("dye.none", { step: dye + 1 }));
    if (dye === null || !trace || tinted?.of !== trace || !found || found.run !== trace || found.step !== step) return;
    const { sample } = found;
    setText(legend, t("dye.legend", { step: dye + 1 }));
    const parts = tinted.fields[blueprintOf(state).memory.now];
    setText(says, mainParts(messages, sample, unit));
    lanes.replaceChildren(
      ...shown.map((lane) =>
        html("li", { "data-lane": lane }, laneInWords(messages, sample, lane, dye, parts[step][lane])),
      ),
    );
  }

  return (state) => {
    now = state;
    if (state.dye === null) return follow.forget();
    askFor(state);
    show(state);
  };
}
