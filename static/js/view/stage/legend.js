/** What the look of the water means: its sign, the run without pins behind it, and the amount that fills a lane; and what marks a pin. */

import { liquidOf } from "../../state/liquids.js";
import { holdsAt } from "../../state/pins.js";
import { fittingScale } from "../../state/scale.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../base/dom.js";
import { amount } from "../base/numbers.js";
import { unitWord } from "../base/words.js";
import { pinSign } from "./blades.js";
import { hasApart } from "./parts.js";

/** The views that have no valve to turn, and no mark of a pin. */
const UNMARKED = ["box", "row"];

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountLegend(el, { messages, dispatch }) {
  const { html, svg } = domOf(el);
  const { t } = messages;
  const apart = html("span", { class: "legend-apart" });
  const scale = html("span", { class: "legend-scale", tabindex: -1 });
  const fit = html("button", {
    type: "button",
    class: "legend-fit",
    "data-idle": true,
    onclick() {
      dispatch({ type: "fit lanes" });
      scale.focus({ preventScroll: true }); // the button goes away, and the new scale is read out
    },
  });
  const hint = html("span", { class: "legend-hint" }, t("lab.legend.hint"));
  const untouched = html(
    "span",
    { class: "legend-untouched", "data-idle": true },
    svg(
      "svg",
      { viewBox: "0 0 44 12", class: "swatch", "aria-hidden": "true" },
      svg("path", { d: "M0 6H20", class: "ghost", "stroke-width": 11 }),
      svg("path", { d: "M24 6H44", class: "lane", "data-sign": "positive", "stroke-width": 11 }),
      svg("path", { d: "M24 3H44M24 9H44", class: "ghost-edge" }),
    ),
    t("lab.legend.untouched"),
  );
  const pinned = html(
    "span",
    { class: "legend-pinned", "data-idle": true },
    svg("svg", { viewBox: "-7 -7 14 14", class: "pin-mark on", "aria-hidden": "true" }, ...pinSign(svg)),
    t("lab.valve.pinned"),
  );
  /** @param {string} sign */
  const swatch = (sign) =>
    svg(
      "svg",
      { viewBox: "0 0 44 12", class: "swatch", "aria-hidden": "true" },
      svg("path", { d: "M0 6H44", class: "lane", pathLength: 1, "data-sign": sign, "stroke-width": 11 }),
      svg("path", { d: "M0 6H44", class: "streak", "data-sign": sign, "stroke-width": 3.3 }),
    );
  el.append(
    html("span", {}, swatch("positive"), t("lab.legend.positive")),
    html("span", {}, swatch("negative"), t("lab.legend.negative")),
    untouched,
    pinned,
    scale,
    apart,
    fit,
    hint,
  );
  return (state) => {
    const liquid = state.trace && state.shown.length ? liquidOf(state) : null;
    // Whoever has touched the run knows the hint, and the line keeps its length.
    const isIdle = !blueprintOf(state).valves.length || UNMARKED.includes(state.view);
    set(hint, { hidden: isIdle || Boolean(liquid?.ghost) });
    if (!liquid) return;
    const { kind, scale: now, ghost } = liquid;
    const next = kind === "water" ? fittingScale(state) : null;
    set(untouched, { "data-idle": !ghost });
    const held = UNMARKED.includes(state.view) ? [] : state.pins.map((pin) => holdsAt(pin, state.step));
    // A step beyond a pin's, the line is as long as before: what is below must not move.
    set(pinned, { "data-idle": held.includes(true) ? null : held.length ? "kept" : "" });
    setText(scale, t("lab.legend.scale", { value: amount(now.common) }));
    set(apart, { hidden: now.apart === null || now.apart === now.common || !hasApart(blueprintOf(state), state) });
    setText(apart, unitWord(messages, blueprintOf(state), "lab.legend.apart", { value: amount(now.apart ?? 0) }));
    set(fit, { "data-idle": !next });
    setText(fit, t("lab.legend.fit", { value: amount((next ?? now).common) })); // also where it only keeps its place
  };
}
