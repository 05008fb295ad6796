/**
 * First states of an uploaded model: numbers for each unit, a line for each layer and direction. A model that carries its state from call to
 * call is seen as it goes on.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

import { isNumber, normalise } from "../../state/cells.js";
import { blueprintNamed, FIRST_BLUEPRINT } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/**
 * @typedef {{layer: number, direction: string, units: number, projection: number|null}} Row
 * @typedef {{rows: number[][]}|{fault: string, values: Record<string, string|number>}} Read
 */

/** The widths of a state's lines. @param {string} state @param {readonly Row[]} layers */
const widths = (state, layers) =>
  layers.map(({ units, projection }) => (state === "h" ? (projection ?? units) : units));

/**
 * Reads states as typed: a line for each layer, numbers separated by spaces, commas, semicolons or tabs.
 *
 * @param {string} text
 * @param {readonly number[]} wanted how many numbers each line must have
 * @returns {Read}
 */
export function readStates(text, wanted) {
  const lines = text.split("\n").filter((line) => line.trim());
  if (lines.length !== wanted.length)
    return { fault: "models.starts.lines", values: { found: lines.length, lines: wanted.length } };
  const rows = [];
  for (const [index, line] of lines.entries()) {
    const cells = line
      .trim()
      .split(/[\s;,]+/)
      .filter(Boolean);
    const wrong = cells.find((cell) => !isNumber(cell));
    if (wrong !== undefined)
      return { fault: "models.starts.number", values: { line: index + 1, cell: wrong.slice(0, 20) } };
    if (cells.length !== wanted[index])
      return { fault: "models.starts.width", values: { line: index + 1, found: cells.length, units: wanted[index] } };
    rows.push(cells.map((cell) => Number(normalise(cell))));
  }
  return { rows };
}

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountStarts(place, { dispatch, messages }) {
  const { html } = domOf(place);
  const { t } = messages;
  /** @type {{state: string, area: HTMLTextAreaElement}[]} */
  let fields = [];
  /** @type {readonly Row[]} */
  let layers = [];
  const hint = html("p", { class: "hint" });
  const areas = html("div", {});
  const says = html("p", { class: "models-says", role: "status" });
  const fault = html("p", { class: "models-fault", role: "alert" });
  const use = html("button", { type: "button", class: "plain", onclick: take }, t("models.starts.use"));
  const zero = html("button", { type: "button", class: "plain", onclick: reset }, t("models.starts.reset"));
  place.append(hint, areas, html("div", { class: "models-ways" }, use, zero), says, fault);

  function take() {
    setText(says, "");
    setText(fault, "");
    /** @type {Record<string, number[][]>} */
    const starts = {};
    for (const { state, area } of fields) {
      set(area, { "aria-invalid": null });
      if (!area.value.trim()) continue;
      const read = readStates(area.value, widths(state, layers));
      if ("fault" in read) {
        set(area, { "aria-invalid": "true" });
        setText(fault, t(read.fault, { state: `${state}0`, ...read.values }));
        return area.focus();
      }
      starts[`${state}0`] = read.rows;
    }
    dispatch({ type: "set starts", starts });
    setText(says, t(Object.keys(starts).length ? "models.starts.taken" : "models.starts.own"));
  }

  function reset() {
    for (const { area } of fields) {
      area.value = "";
      set(area, { "aria-invalid": null });
    }
    take();
  }

  const drawFields = onChange((/** @type {AppState["preset"]} */ preset) => {
    const upload = preset?.upload;
    layers = upload ? upload.model.lstms[upload.lstm].layers : [];
    const carried = upload ? blueprintNamed(preset.unit ?? FIRST_BLUEPRINT).carried : [];
    fields = carried.map((state) => ({
      state,
      area: html("textarea", {
        id: `start-${state}`,
        rows: Math.min(4, layers.length),
        spellcheck: "false",
        autocomplete: "off",
      }),
    }));
    const names = layers.map(({ layer, direction }) => t(`lab.models.layer.${direction}`, { layer: layer + 1 }));
    const units = [...new Set(layers.map(({ units }) => units))].join(", ");
    setText(hint, upload ? t("models.starts.hint", { lines: layers.length, names: names.join("; "), units }) : "");
    areas.replaceChildren(
      ...fields.flatMap(({ state, area }) => [
        html(
          "label",
          { for: area.id, class: "models-label" },
          t(`models.starts.${state === "h" ? "h" : "C"}`, { name: `${state}0` }),
        ),
        area,
      ]),
    );
  });
  const drawValues = onChange((/** @type {AppState["starts"]} */ starts, /** @type {AppState["preset"]} */ _) => {
    for (const { state, area } of fields)
      area.value = (starts[`${state}0`] ?? []).map((row) => row.join(" ")).join("\n");
  });

  return ({ preset, starts }) => {
    drawFields(preset);
    drawValues(starts, preset);
  };
}
