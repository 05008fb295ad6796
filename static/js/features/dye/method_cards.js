/** Four answers side by side, each with its number, its chart, and a sentence on what it is true of. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { mountBars } from "./bars.js";
import { METHODS, methodsOf, rangeOf } from "./methods.js";

/**
 * @typedef {import("./worth.js").Found} Found
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} why says why they differ
 * @param {import("./sources.js").SourceTools} tools
 * @param {HTMLButtonElement} whatIf what the ablation leads to
 * @returns {(found: Found, trace: import("../../data/types.js").Trace, parts: readonly number[]|null) => void} `parts`: what of
 *   the memory entered at each step; null: the number is not a memory
 */
export function mountMethodCards(list, why, { dispatch, messages: { t } }, whatIf) {
  const { html } = domOf(list);
  const cards = METHODS.map((name) => {
    const [value, says, chart] = [html("b"), html("p"), html("div")];
    const head = html("div", { class: "method-head" }, html("h4", {}, t(`dye.worth.${name}`)), value);
    const element = html("li", { class: "method", "data-method": name }, head, chart, says);
    const bars = mountBars(chart, (step) => dispatch({ type: "dye", step }));
    if (name === "ablation") element.append(whatIf);
    list.append(element);
    return { chart, value, says, bars };
  });
  return onChange(({ worth, dyed, words }, trace, parts) => {
    const methods = methodsOf(worth, trace.x, parts);
    const range = rangeOf(methods);
    for (const [at, { value, says, bars, chart }] of cards.entries()) {
      const { bars: values, problem } = methods[at];
      setText(value, words.number(values[dyed]));
      setText(says, problem ? words.problem(problem) : words.says(methods[at]));
      set(chart, { hidden: !values.length });
      bars(values, range, dyed, words.label(methods[at]));
    }
    setText(why, words.why(methods));
  });
}
