/** What the water's look means: its sign, and how much fills a lane. */

import { html, setText, svg } from "./dom.js";
import { plain } from "./numbers.js";

/** @param {import("../data/messages.js").Messages} messages */
export function mountLegend({ t }) {
  const scale = html("span", { class: "legend-scale" });
  /** @param {string} sign */
  const swatch = (sign) =>
    svg(
      "svg",
      { viewBox: "0 0 44 12", class: "swatch", "aria-hidden": "true" },
      svg("path", { d: "M0 6H44", class: "lane", pathLength: 1, "data-sign": sign, "stroke-width": 11 }),
      svg("path", { d: "M0 6H44", class: "streak", "data-sign": sign, "stroke-width": 3.3 }),
    );
  const element = html(
    "p",
    { class: "legend" },
    html("span", {}, swatch("positive"), t("lab.legend.positive")),
    html("span", {}, swatch("negative"), t("lab.legend.negative")),
    scale,
    html("span", { class: "legend-hint" }, t("lab.legend.hint")),
  );
  /** @param {number} full */
  const update = (full) => setText(scale, t("lab.legend.scale", { value: full >= 1 ? plain(full, 0) : String(full) }));
  return { element, update };
}
