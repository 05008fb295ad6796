/**
 * The strip above the picture: the input, the answer and the truth over all steps, and the present step as a cursor to drag. The
 * cursor is a slider whose thumb is as wide as a step, so it stands exactly over its step.
 *
 * @typedef {import("./bands.js").Strip} Strip
 */

import { domOf, set } from "../base/dom.js";
import { onChange } from "../base/panel.js";
import { stripOf } from "./bands.js";
import { plot } from "./plots.js";
import { aloud, spansOf, stepInWords } from "./words.js";

/** @typedef {import("../../state/app_state.js").AppState} AppState */

/** What the strip is made of. */
const FACTS = /** @type {const} */ (["trace", "untouched", "preset", "text", "labels", "pins", "edits", "emptied"]);

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools & {reached?: (state: AppState) => number}} tools `reached`: the steps whose answers may be seen; without, all
 * @returns {import("../base/panel.js").Update}
 */
export function mountStrip(el, { dispatch, messages, reached }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t, pick } = messages;
  const cursor = html("input", {
    type: "range",
    class: "strip-cursor",
    min: 1,
    max: 1,
    "aria-label": t("strip.step"),
  });
  cursor.addEventListener("input", () => dispatch({ type: "seek", step: Number(cursor.value) - 1 }));
  const head = html("p", { class: "strip-says" });
  const bands = html("div", { class: "strip-bands", "aria-hidden": "true" });
  el.append(head, html("div", { class: "strip-run" }, bands, cursor));

  const draw = onChange((/** @type {Strip} */ { steps, input, answer }) => {
    const below = answer ? [plot(dom, answer, steps, "answer", pick)] : [];
    bands.replaceChildren(plot(dom, input, steps, "input", pick), ...below);
    set(cursor, { max: steps });
    cursor.style.setProperty("--step", `${100 / steps}%`);
  });

  const drawStep = onChange((/** @type {Strip} */ strip, /** @type {number} */ step) => {
    const said = stepInWords(messages, strip, step);
    head.replaceChildren(...spansOf(dom, said));
    cursor.value = String(step + 1);
    const where = t("lab.chooser.step", { step: step + 1, steps: strip.steps });
    set(cursor, { "aria-valuetext": aloud(where, said) });
  });

  /** @type {AppState|null} */
  let last = null;
  /** @type {Strip|null} */
  let strip = null;
  let shown = 0;
  /** What another answer leaves as it was is the same strip still. @param {Strip|null} next */
  const kept = (next) => (strip && JSON.stringify(next) === JSON.stringify(strip) ? strip : next);
  return (state) => {
    const upTo = reached?.(state) ?? Infinity;
    if (upTo !== shown || FACTS.some((name) => last?.[name] !== state[name])) strip = kept(stripOf(state, upTo));
    [last, shown] = [state, upTo];
    if (!strip) return;
    draw(strip);
    drawStep(strip, Math.min(state.step, strip.steps - 1));
  };
}
