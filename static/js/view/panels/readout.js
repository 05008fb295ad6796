/**
 * The phase in words, formula and live numbers: one row per lane, with the lane in the spotlight marked.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../base/panel.js").Tools} Tools
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { ghostOf } from "../../state/flow.js";
import { blueprintOf, formulasOf } from "../../unit/blueprint.js";
import { html, set, setText } from "../base/dom.js";
import { formula } from "../base/formula.js";
import { plain, withSign } from "../base/numbers.js";
import { unitWord } from "../base/words.js";

const MOST_SIGNALS = 8;

/** @param {HTMLElement} place @param {Tools} tools */
export function mountReadout(place, { dispatch, messages }) {
  const { t, pick } = messages;
  const chip = html("span", { class: "phase-chip" });
  const count = html("span", { class: "phase-count" });
  const formulas = html("div", { class: "formulas" });
  const sentence = html("p", { class: "sentence" });
  const signals = html("dl", { class: "signals" });
  const table = html("table", { class: "numbers" });
  place.append(html("div", { class: "readout-head" }, chip, count), formulas, sentence, signals, table);
  let built = "";
  /** @type {{unit: number, row: HTMLTableRowElement, cells: HTMLElement[], before: HTMLElement|null, change: HTMLElement|null}[]} */
  let rows = [];

  /** @param {AppState} state @param {boolean} compared there is a run without pins to compare with */
  function build(state, compared) {
    const { phase, shown, preset } = state;
    if (!preset) return;
    const blueprint = blueprintOf(state);
    const { phases, symbols } = blueprint;
    const { id, role, columns, gate } = phases[phase];
    chip.className = `phase-chip role-${role}`;
    setText(chip, `${phase + 1} ${unitWord(messages, blueprint, `lab.phase.${id}`)}`);
    setText(count, t("lab.readout.count", { phase: phase + 1, phases: phases.length }));
    formulas.replaceChildren(...formulasOf(phases[phase], preset.peepholes).map(formula));
    const blind = id === "output_valve" && preset.peepholes[gate] === "none";
    setText(sentence, unitWord(messages, blueprint, blind ? "lab.phase.output_valve.blind" : `lab.phase.${id}.says`));
    const head = columns.map((field) => {
      const sign = set(formula([symbols[field]]), { "aria-hidden": "true" });
      const name = html("span", { class: "visually-hidden" }, unitWord(messages, blueprint, `lab.field.${field}`));
      return html("th", { scope: "col", class: `role-${symbols[field].role}` }, sign, name);
    });
    if (compared) {
      head.push(html("th", { scope: "col" }, t("lab.readout.untouched")));
      head.push(html("th", { scope: "col" }, t("lab.readout.change")));
    }
    rows = shown.map((unit) => {
      const result = columns[columns.length - 1];
      const before = compared ? html("td", { "data-untouched": result, "data-unit": unit }) : null;
      const change = compared ? html("td", { "data-change": result, "data-unit": unit }) : null;
      const cells = columns.map((field) => html("td", { "data-field": field, "data-unit": unit }));
      const pick = html(
        "button",
        { type: "button", class: "lane-pick", onclick: () => dispatch({ type: "look at unit", unit }) },
        String(unit + 1),
      );
      pick.setAttribute("aria-label", t("lab.readout.pick", { lane: unit + 1 }));
      const all = [html("th", { scope: "row" }, pick), ...cells, ...(before && change ? [before, change] : [])];
      return { unit, cells, before, change, row: html("tr", {}, ...all) };
    });
    signals.replaceChildren();
    table.replaceChildren(
      html("thead", {}, html("tr", {}, html("th", { scope: "col" }, t("lab.readout.unit")), ...head)),
      html("tbody", {}, ...rows.map(({ row }) => row)),
    );
  }

  /** @param {import("../../data/types.js").Preset} preset @param {number[]} x */
  function writeSignals(preset, x) {
    const isHigher = preset.upload !== undefined && preset.upload.layer > 0;
    const seen = isHigher ? 0 : Math.min(x.length, MOST_SIGNALS);
    const key = `${preset.name} ${preset.input.names.map(pick)}`;
    if (signals.dataset.of !== key) {
      signals.dataset.of = key;
      const rest = isHigher
        ? [t("lab.models.reads_layer", { layer: Number(preset.upload?.layer) })]
        : x.length > seen
          ? [t("lab.readout.more_inputs", { count: x.length - seen })]
          : [];
      signals.replaceChildren(
        ...preset.input.names.slice(0, seen).flatMap((name) => [html("dt", {}, pick(name)), html("dd")]),
        ...rest.map((text) => html("dt", {}, text)),
      );
    }
    for (const [column, value] of signals.querySelectorAll("dd").entries()) setText(value, withSign(x[column]));
  }

  /** @param {AppState} state */
  return function update(state) {
    const { trace, preset, shown, step, phase, unit } = state;
    const ghost = ghostOf(state);
    if (!trace || !shown.length) return;
    const key = `${state.preset?.name} ${phase} ${shown} ${ghost !== null}`;
    if (key !== built) build(state, ghost !== null);
    built = key;
    signals.hidden = phase !== 0; // only the first phase reads the input
    if (!signals.hidden && preset) writeSignals(preset, trace.x[step]);
    const blueprint = blueprintOf(state);
    const { columns } = blueprint.phases[phase];
    const openings = openingsOf(blueprint);
    const result = columns[columns.length - 1];
    for (const { unit: lane, row, cells, before, change } of rows) {
      row.classList.toggle("spot", lane === unit);
      set(/** @type {Element} */ (row.querySelector("button")), { "aria-pressed": String(lane === unit) });
      for (const [index, field] of columns.entries())
        write(cells[index], trace[field][step][lane], openings.has(field));
      if (!ghost || !before || !change) continue;
      write(before, ghost[result][step][lane], openings.has(result));
      setText(change, withSign(trace[result][step][lane] - ghost[result][step][lane]));
    }
  };
}

/** The fields that are openings of valves: they have no sign. @param {Blueprint} blueprint */
const openingsOf = ({ valves }) => new Set(valves.map(({ field }) => String(field)));

/** @param {HTMLElement} cell @param {number} value @param {boolean} isOpening */
function write(cell, value, isOpening) {
  setText(cell, isOpening ? plain(value, 3) : withSign(value));
  set(cell, { "data-sign": isOpening ? null : value < 0 ? "negative" : value > 0 ? "positive" : "zero" });
}
