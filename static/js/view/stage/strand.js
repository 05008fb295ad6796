/**
 * One lane in one pipe: its water, the streaks of its sign, that of the run without pins, and what is written there.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./water.js").Layout} Layout
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../unit/blueprint.js").PipeEdge} PipeEdge
 * @typedef {{title: (pipe: PipeEdge, unit: number, value: number|null) => string, full: (value: number) => string}} LaneWords what is
 *   written at and about the lanes
 */

import { set, setText } from "../base/dom.js";
import { shortWithSign } from "../base/numbers.js";
import { onChange } from "../base/panel.js";
import { course, edges, parallel, shorten, side } from "./courses.js";
import { lanes, path } from "./geometry.js";
import { early, markedPipe, middle } from "./marks.js";

/**
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {readonly number[]} units
 * @param {{pipe: PipeEdge, index: number, look: (pipe: PipeEdge, unit: number) => void}} place `look`: called when it is pressed
 */
export function mountStrand({ svg }, blueprint, layout, units, { pipe, index, look }) {
  const { pitch, full, offsets } = lanes(units.length, layout.water);
  const unit = units[index];
  const offset = offsets[index];
  const line = course(blueprint, layout, pipe, offset);
  const d = parallel(blueprint, layout, pipe, offset);
  const part = { "data-part": pipe.id };
  const own = { d, ...part, "data-pipe": pipe.id, "data-unit": unit };
  const title = svg("title");
  const body = svg("path", { ...own, class: "lane", pathLength: 1, onclick: () => look(pipe, unit) }, title);
  const streak = svg("path", { d, class: "streak", ...part });
  const rim = path(shorten(line, side(blueprint, layout, pipe), pitch / 2), layout.bend, layout.flip, offset);
  const halo = svg("path", { d: rim, class: "lane-halo", ...part });
  const ghost = svg("path", { ...own, class: "ghost" });
  const edge = svg("path", { class: "ghost-edge", ...part });
  const isApart = pipe === markedPipe(blueprint, layout);
  const at = isApart ? early(layout.pipes[pipe.id]) : middle(line, index, units.length, pitch);
  const mark = svg("text", { ...at, class: "lane-mark", ...part });
  const saysOwn = pipe === blueprint.pipes[0] || (isApart && index === units.length >> 1);

  /** While a valve is turned, most strands keep their water. */
  const draw = onChange(
    (
      /** @type {number|null} */ value,
      /** @type {number|null} */ before,
      /** @type {number} */ fills,
      /** @type {number} */ common,
      /** @type {LaneWords} */ words,
    ) => {
      /** @param {number|null} held */
      const thick = (held) => Math.min(1, Math.abs(held ?? 0) / fills) * full;
      const [width, inside] = [thick(value), thick(before)];
      const isOver = value !== null && Math.abs(value) > fills;
      const sign = value === null ? "dry" : value < 0 ? "negative" : "positive";
      set(body, { "stroke-width": width, "data-value": value, "data-sign": sign, "data-full": fills });
      set(ghost, { "stroke-width": inside, "data-value": before, "data-same": before === value });
      const isSeen = inside > 0 && inside < width - 1;
      set(edge, { d: isSeen ? edges(blueprint, layout, pipe, offset, inside) : null });
      set(halo, { "stroke-width": width > 1 ? width + 3 : 0, "data-sign": sign });
      set(streak, { "stroke-width": Math.min(width, Math.max(1.2, width * 0.3)), "data-sign": width ? sign : "dry" });
      mark.classList.toggle("over", isOver);
      const own = saysOwn && fills !== common ? words.full(fills) : "";
      setText(mark, isOver ? shortWithSign(value) : own);
      setText(title, words.title(pipe, unit, value));
    },
  );
  return { pipe, unit, index, body, streak, halo, ghost, edge, mark, draw };
}
