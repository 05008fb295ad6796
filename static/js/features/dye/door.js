/** What of each lane entered at the dyed step, in numbers; it also asks for the dye that the pipes show. Beside it, the cards. */

import { dyedFields } from "../../state/dyed_fields.js";
import { question } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, setText } from "../../view/base/dom.js";
import { asking } from "./asking.js";
import { partsFrom, sampleAt } from "./dye.wire.js";
import { laneInWords, mainParts } from "./says.js";

export { mountEmptied } from "./emptied.js";
export { mountSources } from "./sources.js";

/**
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("./dye.wire.js").Sample} Sample
 * @typedef {{run: object, step: number, sample: Sample}} Found
 *
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools<import("./dye.state.js").DyeAction|import("../../state/reducer.js").Action>
 *   & {requestOf: import("./dye.wire.js").RequestOf}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mount(place, { dispatch, messages, outside, requestOf }) {
  const { html } = domOf(place);
  const { t } = messages;
  const says = html("p", { class: "dye-says", role: "status" });
  const lanes = html("ul", { class: "dye-lanes" });
  const out = html(
    "button",
    { type: "button", class: "plain", onclick: () => dispatch({ type: "dye", step: null }) },
    t("lab.dye.out"),
  );
  const legend = html("p", { class: "legend-dye" });
  place.append(legend, says, lanes, out);

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
