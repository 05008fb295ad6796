/**
 * The phase in words, formula and live numbers: one row per lane, with the lane in the spotlight marked.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../base/panel.js").Tools} Tools
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../unit/blueprint.js").Phase} Phase
 * @typedef {{unit: number, row: HTMLTableRowElement, cells: HTMLElement[], compared: {before: HTMLElement, change: HTMLElement}|null}} LaneRow
 */

import { ghostOf } from "../../state/flow.js";
import { blueprintOf, formulasOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../base/dom.js";
import { formula } from "../base/formula.js";
import { plain, withSign } from "../base/numbers.js";
import { unitWord } from "../base/words.js";
import { laneHead, markSpot } from "./lane_head.js";
import { mountSignals } from "./signals.js";

/** @param {HTMLElement} place @param {Tools} tools */
export function mountReadout(place, { dispatch, messages }) {
  const dom = domOf(place);
  const { html } = dom;
  const words = mountWords(place, messages);
  const signals = mountSignals(place, messages);
  const table = html("table", { class: "numbers" });
  place.append(table);
  let built = "";
  /** @type {LaneRow[]} */
  let rows = [];

  /** @param {AppState} state @param {boolean} isCompared there is a run without pins to compare with */
  function build(state, isCompared) {
    const blueprint = blueprintOf(state);
    const phase = blueprint.phases[state.phase];
    words(state, blueprint);
    const look = (/** @type {number} */ unit) => dispatch({ type: "look at unit", unit });
    rows = state.shown.map((unit) => laneRow(dom, phase, unit, isCompared, messages, state.preset, look));
    table.replaceChildren(
      html("thead", {}, headRow(dom, blueprint, phase, isCompared, messages)),
      html("tbody", {}, ...rows.map(({ row }) => row)),
    );
  }

  /** @param {AppState} state */
  return function update(state) {
    const { trace, preset, shown, step, phase, unit } = state;
    const ghost = ghostOf(state);
    if (!trace || !shown.length) return;
    const key = `${preset?.name} ${phase} ${shown} ${ghost !== null}`;
    if (key !== built && preset) build(state, ghost !== null);
    built = key;
    signals(phase === 0 ? preset : null, trace.x[step]); // only the first phase reads the input
    const blueprint = blueprintOf(state);
    const { columns } = blueprint.phases[phase];
    const openings = openingsOf(blueprint);
    const result = columns[columns.length - 1];
    for (const { unit: lane, row, cells, compared } of rows) {
      markSpot(row, lane === unit);
      for (const [index, field] of columns.entries())
        write(cells[index], trace[field][step][lane], openings.has(field));
      if (!ghost || !compared) continue;
      write(compared.before, ghost[result][step][lane], openings.has(result));
      setText(compared.change, withSign(trace[result][step][lane] - ghost[result][step][lane]));
    }
  };
}

/** The phase by number and name, its formulas, and a sentence. @param {HTMLElement} place @param {Tools["messages"]} messages */
function mountWords(place, messages) {
  const dom = domOf(place);
  const { html } = dom;
  const { t } = messages;
  const chip = html("span", { class: "phase-chip" });
  const count = html("span", { class: "phase-count" });
  const formulas = html("div", { class: "formulas" });
  const sentence = html("p", { class: "sentence" });
  place.append(html("div", { class: "readout-head" }, chip, count), formulas, sentence);
  return (/** @type {AppState} */ { phase, preset }, /** @type {Blueprint} */ blueprint) => {
    const { phases } = blueprint;
    const { id, role, gate } = phases[phase];
    const peepholes = preset?.peepholes ?? {};
    chip.className = `phase-chip role-${role}`;
    setText(chip, `${phase + 1} ${unitWord(messages, blueprint, `lab.phase.${id}`)}`);
    setText(count, t("lab.readout.count", { phase: phase + 1, phases: phases.length }));
    formulas.replaceChildren(...formulasOf(phases[phase], peepholes).map((tokens) => formula(dom, tokens)));
    const blind = id === "output_valve" && peepholes[gate] === "none";
    setText(sentence, unitWord(messages, blueprint, blind ? "lab.phase.output_valve.blind" : `lab.phase.${id}.says`));
  };
}

/** @param {Dom} dom @param {Blueprint} blueprint @param {Phase} phase @param {boolean} isCompared @param {Tools["messages"]} messages */
function headRow(dom, blueprint, { columns }, isCompared, messages) {
  const { t } = messages;
  const heads = columns.map((field) => {
    const symbol = blueprint.symbols[field];
    const sign = set(formula(dom, [symbol]), { "aria-hidden": "true" });
    const name = dom.html("span", { class: "visually-hidden" }, unitWord(messages, blueprint, `lab.field.${field}`));
    return dom.html("th", { scope: "col", class: `role-${symbol.role}` }, sign, name);
  });
  const more = isCompared ? [t("lab.readout.untouched"), t("lab.readout.change")] : [];
  return dom.html(
    "tr",
    {},
    dom.html("th", { scope: "col" }, t("lab.readout.unit")),
    ...heads,
    ...more.map((text) => dom.html("th", { scope: "col" }, text)),
  );
}

/**
 * @param {Dom} dom
 * @param {Phase} phase
 * @param {number} unit
 * @param {boolean} isCompared
 * @param {Tools["messages"]} messages
 * @param {AppState["preset"]} preset
 * @param {(unit: number) => void} look
 * @returns {LaneRow}
 */
function laneRow(dom, { columns }, unit, isCompared, messages, preset, look) {
  const { html } = dom;
  const result = columns[columns.length - 1];
  const compared = isCompared
    ? {
        before: html("td", { "data-untouched": result, "data-unit": unit }),
        change: html("td", { "data-change": result, "data-unit": unit }),
      }
    : null;
  const cells = columns.map((field) => html("td", { "data-field": field, "data-unit": unit }));
  const more = compared ? [compared.before, compared.change] : [];
  return {
    unit,
    cells,
    compared,
    row: html("tr", {}, laneHead(dom, messages, preset, unit, look), ...cells, ...more),
  };
}

/** The fields that are openings of valves: they have no sign. @param {Blueprint} blueprint */
const openingsOf = ({ valves }) => new Set(valves.map(({ field }) => String(field)));

/** @param {HTMLElement} cell @param {number} value @param {boolean} isOpening */
function write(cell, value, isOpening) {
  setText(cell, isOpening ? plain(value, 3) : withSign(value));
  set(cell, { "data-sign": isOpening ? null : value < 0 ? "negative" : value > 0 ? "positive" : "zero" });
}
