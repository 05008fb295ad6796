/**
 * "Why is this valve at 0.10": the terms of a pre-activation as bars around zero, from the trace.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../base/panel.js").Tools} Tools
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { holder } from "../../state/pins.js";
import { blueprintOf, netOf, turnedBy } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../base/dom.js";
import { plain, withSign } from "../base/numbers.js";
import { onChange } from "../base/panel.js";
import { laneNumber, unitWord } from "../base/words.js";

const HALF = 100;

/** @param {HTMLElement} place @param {Tools} tools */
export function mountWhy(place, { messages }) {
  const { html, svg } = domOf(place);
  const { t } = messages;
  const heading = /** @type {HTMLElement} */ (place.querySelector("h2"));
  /** @param {Blueprint} blueprint @param {string} term */
  function barOf(blueprint, term) {
    const bar = svg("rect", { class: "bar", y: 3, height: 14, rx: 3 });
    const line = svg("line", { x1: HALF, x2: HALF, y1: 0, y2: 20, class: "zero" });
    const value = html("span", { class: "why-value" });
    const drawing = svg(
      "svg",
      { viewBox: "0 0 200 20", class: "why-bar", preserveAspectRatio: "none", "aria-hidden": "true" },
      bar,
      line,
    );
    const element = html(
      "div",
      { class: `why-row ${term === "sum" ? "why-sum" : ""}`, "data-term": term },
      html("span", { class: "why-name" }, unitWord(messages, blueprint, `lab.why.${term}`)),
      drawing,
      value,
    );
    return { term, element, bar, value };
  }

  /** @type {ReturnType<typeof barOf>[]} */
  let bars = [];
  const list = html("div", { class: "why-bars" });
  const result = html("p", { class: "why-result" });
  place.append(list, result);
  const build = onChange((/** @type {Blueprint} */ blueprint) => {
    bars = [...blueprint.terms, "sum"].map((term) => barOf(blueprint, term));
    list.replaceChildren(...bars.map(({ element }) => element));
  });

  /** @param {AppState} state */
  return function update(state) {
    const { trace, step, unit, pins, phase } = state;
    const blueprint = blueprintOf(state);
    if (!trace || unit >= trace[blueprint.memory.start].length) return;
    build(blueprint);
    const letter = state.gate ?? blueprint.phases[phase].gate;
    const valve = turnedBy(blueprint, letter);
    const pinned = valve ? holder(pins, String(valve.gate), unit, step) >= 0 : false;
    const name = unitWord(messages, blueprint, valve ? `lab.part.${valve.id}` : `lab.net.${letter}`);
    const opening = trace[letter][step][unit];
    const values = {
      valve: name,
      lane: laneNumber(messages, state.preset, unit),
      value: valve ? plain(opening) : withSign(opening, 2),
    };
    setText(heading, t(valve ? "lab.why.valve" : "lab.why.candidate", values));
    place.dataset.gate = letter;

    const terms = trace.terms[letter];
    const sum = trace[`z_${letter}`][step][unit];
    /** @param {string} term @returns {number|null} */
    const read = (term) => (term === "sum" ? sum : (terms[term]?.[step][unit] ?? null));
    const widest = Math.max(1e-12, ...bars.map(({ term }) => Math.abs(read(term) ?? 0)));
    for (const { term, element, bar, value } of bars) {
      const amount = read(term);
      element.hidden = amount === null;
      const length = (Math.abs(amount ?? 0) / widest) * HALF;
      set(bar, {
        x: (amount ?? 0) < 0 ? HALF - length : HALF,
        width: length,
        "data-value": amount,
        "data-sign": (amount ?? 0) < 0 ? "negative" : "positive",
      });
      setText(value, withSign(amount ?? 0, 2));
    }
    const squash = netOf(blueprint, letter).sign;
    setText(
      result,
      pinned ? t("lab.why.pinned", values) : t("lab.why.result", { ...values, squash, sum: withSign(sum, 2) }),
    );
  };
}
