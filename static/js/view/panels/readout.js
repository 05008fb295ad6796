/**
 * The phase in words, formula and live numbers: a row for each lane, with the lane in the spotlight marked.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../stage/scene.js").Tools} Tools
 * @typedef {import("../../data/types.js").Field} Field
 */

import { ghostOf } from "../../state/flow.js";
import { PHASES, SYMBOLS } from "../../unit/phases.js";
import { html, set, setText } from "../base/dom.js";
import { formula } from "../base/formula.js";
import { plain, withSign } from "../base/numbers.js";

const MOST_SIGNALS = 8;
const GATES = new Set(["f", "i", "o"]);

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
  function build({ phase, shown, preset }, compared) {
    if (!preset) return;
    const { id, role, columns } = PHASES[phase];
    chip.className = `phase-chip role-${role}`;
    setText(chip, `${phase + 1} ${t(`lab.phase.${id}`)}`);
    setText(count, t("lab.readout.count", { phase: phase + 1, phases: PHASES.length }));
    formulas.replaceChildren(...PHASES[phase].formulas(preset.peepholes).map(formula));
    const blind = id === "output_valve" && preset.peepholes.o === "none";
    setText(sentence, t(blind ? "lab.phase.output_valve.blind" : `lab.phase.${id}.says`));
    const head = columns.map((field) => {
      const sign = set(formula([SYMBOLS[field]]), { "aria-hidden": "true" });
      const name = html("span", { class: "visually-hidden" }, t(`lab.field.${field}`));
      return html("th", { scope: "col", class: `role-${SYMBOLS[field].role}` }, sign, name);
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
    const isHigher = preset.own !== undefined && preset.own.layer > 0;
    const seen = isHigher ? 0 : Math.min(x.length, MOST_SIGNALS);
    const key = `${preset.name} ${preset.input.names.map(pick)}`;
    if (signals.dataset.of !== key) {
      signals.dataset.of = key;
      const rest = isHigher
        ? [t("lab.own.reads_layer", { layer: Number(preset.own?.layer) })]
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
    signals.hidden = PHASES[phase].id !== "signals";
    if (!signals.hidden && preset) writeSignals(preset, trace.x[step]);
    const { columns } = PHASES[phase];
    const result = columns[columns.length - 1];
    for (const { unit: lane, row, cells, before, change } of rows) {
      row.classList.toggle("spot", lane === unit);
      set(/** @type {Element} */ (row.querySelector("button")), { "aria-pressed": String(lane === unit) });
      for (const [index, field] of columns.entries()) write(cells[index], field, trace[field][step][lane]);
      if (!ghost || !before || !change) continue;
      write(before, result, ghost[result][step][lane]);
      setText(change, withSign(trace[result][step][lane] - ghost[result][step][lane]));
    }
  };
}

/** @param {HTMLElement} cell @param {Field} field @param {number} value */
function write(cell, field, value) {
  setText(cell, GATES.has(field) ? plain(value, 3) : withSign(value));
  set(cell, { "data-sign": GATES.has(field) ? null : value < 0 ? "negative" : value > 0 ? "positive" : "zero" });
}
