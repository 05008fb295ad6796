/**
 * "Why is this valve at 0.10": the terms of a pre-activation as bars about zero, from the trace.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../stage/scene.js").Tools} Tools
 * @typedef {import("../../data/types.js").GateLetter} GateLetter
 * @typedef {import("../../data/types.js").GateName} GateName
 */

import { holder } from "../../state/pins.js";
import { PHASES } from "../../unit/phases.js";
import { VALVES } from "../../unit/plumbing.js";
import { html, set, setText, svg } from "../base/dom.js";
import { plain, withSign } from "../base/numbers.js";

const ROWS = /** @type {const} */ (["Wx", "Uh", "pC", "b"]);
const HALF = 100;

/** @param {HTMLElement} place @param {Tools} tools */
export function mountWhy(place, { messages }) {
  const { t } = messages;
  const heading = /** @type {HTMLElement} */ (place.querySelector("h2"));
  const bars = [...ROWS, "sum"].map((term) => {
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
      html("span", { class: "why-name" }, t(`lab.why.${term}`)),
      drawing,
      value,
    );
    return { term, element, bar, value };
  });
  const result = html("p", { class: "why-result" });
  place.append(html("div", { class: "why-bars" }, ...bars.map(({ element }) => element)), result);

  /** @param {AppState} state */
  return function update(state) {
    const { trace, step, unit, pins, phase } = state;
    if (!trace || unit >= trace.C0.length) return;
    const letter = state.gate ?? PHASES[phase].gate;
    const valve = VALVES.find((node) => node.letter === letter);
    const pinned = valve ? holder(pins, /** @type {GateName} */ (valve.gate), unit, step) >= 0 : false;
    const name = t(valve ? `lab.part.${valve.id}` : "lab.net.g");
    const opening = trace[letter][step][unit];
    const values = { valve: name, lane: unit + 1, value: valve ? plain(opening) : withSign(opening, 2) };
    setText(heading, t(valve ? "lab.why.valve" : "lab.why.candidate", values));
    place.dataset.gate = letter;

    const terms = trace.terms[letter];
    const sum = trace[`z_${letter}`][step][unit];
    /** @param {string} term @returns {number|null} */
    const read = (term) => (term === "sum" ? sum : (terms[/** @type {"Wx"} */ (term)]?.[step][unit] ?? null));
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
    const squash = letter === "g" ? "tanh" : "σ";
    setText(
      result,
      pinned ? t("lab.why.pinned", values) : t("lab.why.result", { ...values, squash, sum: withSign(sum, 2) }),
    );
  };
}
