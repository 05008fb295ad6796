/**
 * The bands of the strip: lines and flags, or a row of letters.
 *
 * @typedef {import("./bands.js").Band} Band
 * @typedef {import("./bands.js").Flags} Flags
 * @typedef {import("./bands.js").Line} Line
 * @typedef {(text: import("../../data/types.js").Localized) => string} Pick
 */

import { choiceAt } from "./bands.js";

/** With more letters than this they would overlap. */
const MOST_LETTERS = 80;
const MOST_NAMED = 8;

/** @param {import("../base/dom.js").Dom} dom @param {Band} band @param {number} steps @param {"input"|"answer"} kind @param {Pick} pick */
export function plot(dom, band, steps, kind, pick) {
  if (band.letters) return letterRow(dom, band.letters, kind, () => false);
  if (band.choices) {
    const names = Array.from({ length: steps }, (_, step) => choiceAt(band, "answer", step));
    const isAsked = (/** @type {number} */ step) => choiceAt(band, "true", step) !== null;
    return letterRow(
      dom,
      names.map((name) => (name ? pick(name) : "")),
      kind,
      isAsked,
    );
  }
  const zero = band.high / (band.high - band.low);
  const poles = band.flags.flatMap((flags) => flags.steps.map((step) => `M${step + 0.5} 0V1`));
  const picture = dom.svg(
    "svg",
    { viewBox: `0 0 ${steps} 1`, preserveAspectRatio: "none" },
    dom.svg("path", { d: `M0 ${zero}H${steps}`, class: "strip-zero" }),
    dom.svg("path", { d: poles.join(""), class: "strip-pole" }),
    ...band.lines.map((line) =>
      dom.svg("path", { d: pathOf(line, band), "data-role": line.role, "data-index": line.index }),
    ),
  );
  const named = poles.length > MOST_NAMED ? [] : band.flags;
  const raised = named
    .flatMap(({ name, steps: at }) => at.map((step) => ({ name: pick(name), step })))
    .sort((one, other) => one.step - other.step);
  const flags = raised.map(({ name, step }, k) => {
    const isCrowded = k > 0 && step - raised[k - 1].step < steps / 4;
    return flag(dom, name, step, steps, isCrowded);
  });
  return dom.html("div", { class: `strip-plot ${kind}` }, picture, ...flags);
}

/** A line with a point in the middle of each step, from 0 at the top to 1; it breaks where nothing is known. @param {Line} line @param {Band} band */
export const pathOf = ({ values }, { low, high }) =>
  values
    .map((value, step) => {
      if (value === null) return "";
      const isFirst = step === 0 || values[step - 1] === null;
      return `${isFirst ? "M" : "L"}${step + 0.5} ${(high - value) / (high - low)}`;
    })
    .join("");

/** A flag hangs towards the side with more room; one close to the flag before it hangs lower where the strip is narrow. @param {import("../base/dom.js").Dom} dom @param {string} name @param {number} step @param {number} steps @param {boolean} isCrowded */
function flag({ html }, name, step, steps, isCrowded) {
  const isLate = step > steps / 2;
  const element = html("span", { class: "strip-flag", "data-late": isLate, "data-low": isCrowded }, name);
  element.style[isLate ? "right" : "left"] = `${((isLate ? steps - step - 0.5 : step + 0.5) / steps) * 100}%`;
  return element;
}

/** @param {import("../base/dom.js").Dom} dom @param {string[]} letters @param {string} kind @param {(step: number) => boolean} isDue */
function letterRow({ html }, letters, kind, isDue) {
  const fitting = letters.length > MOST_LETTERS ? [] : letters;
  const cells = fitting.map((letter, step) => html("span", { "data-due": isDue(step) }, letter));
  return html("div", { class: `strip-letters ${kind}` }, ...cells);
}
