/**
 * The strip of a workbench: the input, and below it what is wanted and what the unit answers, with the present step as a cursor.
 *
 * @typedef {import("./judge.js").Bench} Bench
 * @typedef {import("../../../data/types.js").Trace} Trace
 * @typedef {import("../../../view/strip/bands.js").Line} Line
 */

import { domOf, set } from "../../../view/base/dom.js";
import { short } from "../../../view/base/numbers.js";
import { onChange } from "../../../view/base/panel.js";
import { plot } from "../../../view/strip/plots.js";
import { aloud, spansOf } from "../../../view/strip/words.js";

/**
 * @param {HTMLElement} el with its words
 * @param {Bench} bench
 * @param {{messages: import("../../../data/messages.js").Messages, seek: (step: number) => void, answers: (trace: Trace) => number[]}} tools
 * @returns {(trace: Trace, wanted: readonly number[]|null, step: number) => void}
 */
export function mountStrip(el, { preset }, { messages: { pick }, seek, answers }) {
  const dom = domOf(el);
  const { html } = dom;
  const words = el.dataset;
  const says = html("p", { class: "strip-says" });
  const bands = html("div", { class: "strip-bands", "aria-hidden": "true" });
  const cursor = html("input", { type: "range", class: "strip-cursor", min: 1, max: 1, "aria-label": words.cursor });
  cursor.addEventListener("input", () => seek(Number(cursor.value) - 1));
  el.append(says, html("div", { class: "strip-run" }, bands, cursor));
  const { names, drawn } = preset.input;
  const isFlag = (/** @type {number} */ column) => drawn?.[column] === "flag";
  const columns = [...names.keys()];

  const draw = onChange((/** @type {Trace} */ trace, /** @type {readonly number[]|null} */ wanted) => {
    const flags = columns.filter(isFlag).map((column) => ({ name: names[column], steps: raised(trace.x, column) }));
    const lines = columns
      .filter((column) => !isFlag(column))
      .map((column) =>
        line(
          "input",
          column,
          names[column],
          trace.x.map((row) => row[column]),
        ),
      );
    const blank = { en: "", zh: "" };
    const told = [...(wanted ? [line("true", 0, blank, [...wanted])] : []), line("answer", 0, blank, answers(trace))];
    const steps = trace.x.length;
    bands.replaceChildren(
      plot(dom, band(lines, flags), steps, "input", pick),
      plot(dom, band(told, []), steps, "answer", pick),
    );
    set(cursor, { max: steps });
    cursor.style.setProperty("--step", `${100 / steps}%`);
  });

  return (trace, wanted, step) => {
    draw(trace, wanted);
    const answered = answers(trace)[step];
    const where = String(words.steps)
      .replace("{step}", String(step + 1))
      .replace("{steps}", String(trace.x.length));
    const said = [
      ...columns
        .filter((column) => !isFlag(column) || trace.x[step][column])
        .map((column) => ({
          role: isFlag(column) ? "flag" : "input",
          name: pick(names[column]),
          value: isFlag(column) ? "" : short(trace.x[step][column]),
        })),
      ...(wanted ? [{ role: "true", name: String(words.wanted), value: short(wanted[step]) }] : []),
      { role: "answer", name: String(words.answered), value: short(answered) },
    ];
    says.replaceChildren(html("span", {}, where), ...spansOf(dom, said));
    cursor.value = String(step + 1);
    set(cursor, { "aria-valuetext": aloud(where, said) });
  };
}

/** @param {number[][]} x @param {number} column */
const raised = (x, column) => [...x.keys()].filter((step) => x[step][column]);

/** @param {Line["role"]} role @param {number} index @param {Line["name"]} name @param {number[]} values @returns {Line} */
const line = (role, index, name, values) => ({ role, name, index, values });

/** @param {Line[]} lines @param {import("../../../view/strip/bands.js").Flags[]} flags @returns {import("../../../view/strip/bands.js").Band} */
function band(lines, flags) {
  const values = lines.flatMap((each) => each.values.map(Number));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return { lines, flags, letters: null, choices: null, low, high: high > low ? high : low + 1 };
}
