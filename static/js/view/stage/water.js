/**
 * The glass of the pipes, and the water in their lanes.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {Pick<import("./layout.js").Layout, "symbols"|"tank"|"flip"|"bore"|"water"|"bend"|"nodes"|"pipes">} Layout what the water needs of a layout
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../unit/blueprint.js").PipeEdge} PipeEdge
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("../../state/liquids.js").Amounts} Amounts
 * @typedef {{title: (pipe: PipeEdge, unit: number, value: number|null) => string, full: (value: number) => string}} LaneWords what is
 *   written at and about the lanes
 */

import { set, setText } from "../base/dom.js";
import { short } from "../base/numbers.js";
import { onChange } from "../base/panel.js";
import { beside, corner, direction, frame, lane, lanes, path } from "./geometry.js";
import { early, markedPipe, middle } from "./marks.js";
import { mountTint } from "./tint.js";

/** The reflections on a round pipe: strokes parallel to its middle, as fractions of the bore. */
const SHEEN = Object.freeze([
  { offset: 0, width: 0.86, className: "glass-clear" },
  { offset: -0.33, width: 0.1, className: "glass-light" },
  { offset: 0.42, width: 0.08, className: "glass-shade" },
]);

const FLANGE = { thickness: 10, rim: 7 };

/** How far the opening in a pipe's wall reaches where another pipe meets it, as a fraction of the bore. */
const REACH = 0.12;

/**
 * All pipes as glass. All rims are drawn before any inside, so that joined pipes open into each other.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 */
export function glass({ svg }, blueprint, layout) {
  const pipes = blueprint.pipes.toSorted(
    (a, b) => Number(!!side(blueprint, layout, a)) - Number(!!side(blueprint, layout, b)),
  );
  /** @param {PipeEdge} pipe @param {number} share @param {string} className @param {number} width @param {number} [offset] */
  const stroke = (pipe, share, className, width, offset = 0) =>
    svg("path", {
      d: path(
        lane(trim(blueprint, layout, pipe, share), layout.flip, offset * layout.bore),
        layout.bend,
        layout.flip,
        offset * layout.bore,
      ),
      class: className,
      "data-part": pipe.id,
      "stroke-width": width * layout.bore,
    });
  return svg(
    "g",
    { class: "glass", "aria-hidden": "true" },
    ...pipes.map((pipe) => stroke(pipe, 0.5 - REACH, "glass-rim", 1 + 3 / layout.bore)),
    ...pipes.flatMap((pipe) => [
      stroke(pipe, 0.5 - REACH, "glass-inside", 1),
      ...SHEEN.map(({ offset, width, className }) => stroke(pipe, 0.5, className, width, offset)),
    ]),
  );
}

/**
 * A pipe's centre line without the part that lies inside the pipe it meets.
 *
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {PipeEdge} pipe
 * @param {number} share of the bore that is left out
 * @returns {Point[]}
 */
const trim = (blueprint, layout, pipe, share) =>
  shorten(layout.pipes[pipe.id], side(blueprint, layout, pipe), share * layout.bore);

/**
 * The end at which a pipe comes in from the side: it meets another pipe's wall there, and its lanes cross other lanes.
 *
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {PipeEdge} pipe
 * @returns {"first"|"last"|null}
 */
function side(blueprint, layout, pipe) {
  const points = layout.pipes[pipe.id];
  const last = points.length - 1;
  const { [pipe.from]: start, [pipe.to]: end } = layout.nodes;
  if (kindOf(blueprint, pipe.to) === "sum" && turns(direction(points[last - 1], points[last]), end.along))
    return "last";
  const isFork = kindOf(blueprint, pipe.from) === "copy";
  return isFork && turns(start.into ?? start.along, direction(points[0], points[1])) ? "first" : null;
}

/** @param {Blueprint} blueprint @param {string} id */
const kindOf = ({ nodes }, id) => nodes.find((node) => node.id === id)?.kind;

/** @param {Point} a @param {Point} b */
const turns = (a, b) => a[0] * b[0] + a[1] * b[1] < 0.7;

/**
 * A line shortened at its first or last end.
 *
 * @param {readonly Point[]} line
 * @param {"first"|"last"|null} end
 * @param {number} length
 * @returns {Point[]}
 */
function shorten(line, end, length) {
  const points = [...line];
  const last = points.length - 1;
  if (end === "last") points[last] = beside(points[last], direction(points[last], points[last - 1]), 1, length, 0);
  if (end === "first") points[0] = beside(points[0], direction(points[0], points[1]), 1, length, 0);
  return points;
}

/** @param {Dom} dom @param {import("./layout.js").Layout} layout */
export function flanges({ svg }, layout) {
  const half = layout.bore / 2 + FLANGE.rim;
  return svg(
    "g",
    { class: "flanges", opacity: 1 - layout.symbols, "aria-hidden": "true" },
    ...layout.flanges.map(({ of, at, along }) => {
      const ring = { x: -FLANGE.thickness / 2, y: -half, width: FLANGE.thickness, height: 2 * half, rx: 3.5 };
      const bolts = [3.5 - half, half - 3.5].map((cy) => svg("circle", { cy, r: 1.6, class: "bolt" }));
      const place = { transform: frame(at, along, layout.flip), "data-of": of };
      return svg("g", place, svg("rect", ring), ...bolts);
    }),
  );
}

/**
 * The course of one lane in a pipe: parallel to its polyline, but up to the lane's own corner where the pipe joins or forks.
 *
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {PipeEdge} pipe
 * @param {number} offset
 * @returns {Point[]}
 */
export function course(blueprint, layout, pipe, offset) {
  const points = lane(layout.pipes[pipe.id], layout.flip, offset);
  const first = meeting(blueprint, layout, pipe.from, offset);
  const last = meeting(blueprint, layout, pipe.to, offset);
  return [first ?? points[0], ...points.slice(1, -1), last ?? points[points.length - 1]];
}

/** The same as an SVG path. @param {Blueprint} blueprint @param {Layout} layout @param {PipeEdge} pipe @param {number} offset */
const parallel = (blueprint, layout, pipe, offset) =>
  path(course(blueprint, layout, pipe, offset), layout.bend, layout.flip, offset);

/** The two edges of a stream. @param {Blueprint} blueprint @param {Layout} layout @param {PipeEdge} pipe @param {number} offset @param {number} width */
const edges = (blueprint, layout, pipe, offset, width) =>
  [-width / 2, width / 2].map((away) => parallel(blueprint, layout, pipe, offset + away)).join("");

/** @param {Blueprint} blueprint @param {Layout} layout @param {string} id @param {number} offset @returns {Point|null} */
function meeting(blueprint, layout, id, offset) {
  const kind = kindOf(blueprint, id);
  const { at, along, into } = layout.nodes[id] ?? {};
  return into && (kind === "sum" || kind === "copy") ? corner(at, into, along, layout.flip, offset) : null;
}

/**
 * The water: for each pipe and lane, a stroke as wide as |value|, with the pattern of its sign on top.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {readonly number[]} units
 * @param {(pipe: PipeEdge, unit: number) => void} look called when a lane is pressed
 * @param {(pipe: PipeEdge) => boolean} [hasMarks] whether there is room for the marks of a pipe
 */
export function mountWater({ svg }, blueprint, layout, units, look, hasMarks = () => true) {
  const { pitch, full, offsets } = lanes(units.length, layout.water);
  const bodies = svg("g", { class: "water" });
  const streaks = svg("g", { class: "streaks", "aria-hidden": "true" });
  const marks = svg("g", { class: "lane-marks", "aria-hidden": "true" });
  const apart = markedPipe(blueprint, layout);
  const strands = blueprint.pipes.flatMap((pipe) =>
    units.map((unit, index) => {
      const line = course(blueprint, layout, pipe, offsets[index]);
      const d = parallel(blueprint, layout, pipe, offsets[index]);
      const title = svg("title");
      const body = svg(
        "path",
        {
          ...{ d, class: "lane", pathLength: 1, "data-pipe": pipe.id, "data-part": pipe.id, "data-unit": unit },
          onclick: () => look(pipe, unit),
        },
        title,
      );
      const streak = svg("path", { d, class: "streak", "data-part": pipe.id });
      const halo = svg("path", {
        d: path(shorten(line, side(blueprint, layout, pipe), pitch / 2), layout.bend, layout.flip, offsets[index]),
        class: "lane-halo",
        "data-part": pipe.id,
      });
      const ghost = svg("path", { d, class: "ghost", "data-pipe": pipe.id, "data-part": pipe.id, "data-unit": unit });
      const mark = svg("text", {
        ...(pipe === apart ? early(layout.pipes[pipe.id]) : middle(line, index, units.length, pitch)),
        class: "lane-mark",
        "data-part": pipe.id,
      });
      const edge = svg("path", { class: "ghost-edge", "data-part": pipe.id });
      /** Most strands keep their water while a valve is turned. */
      const draw = onChange(
        (
          /** @type {number|null} */ value,
          /** @type {number|null} */ before,
          /** @type {number} */ fills,
          /** @type {number} */ common,
          /** @type {LaneWords} */ words,
        ) => {
          /** @param {number} held */
          const thick = (held) => Math.min(1, Math.abs(held) / fills) * full;
          const width = value === null ? 0 : thick(value);
          const isOver = value !== null && Math.abs(value) > fills;
          const sign = value === null ? "dry" : value < 0 ? "negative" : "positive";
          set(body, { "stroke-width": width, "data-value": value, "data-sign": sign, "data-full": fills });
          const inside = before === null ? 0 : thick(before);
          set(ghost, { "stroke-width": inside, "data-value": before, "data-same": before === value });
          const isSeen = inside > 0 && inside < width - 1;
          set(edge, { d: isSeen ? edges(blueprint, layout, pipe, offsets[index], inside) : null });
          set(halo, { "stroke-width": width > 1 ? width + 3 : 0, "data-sign": sign });
          set(streak, {
            "stroke-width": Math.min(width, Math.max(1.2, width * 0.3)),
            "data-sign": width ? sign : "dry",
          });
          mark.classList.toggle("over", isOver);
          const isOwn =
            (pipe === blueprint.pipes[0] || (pipe === apart && index === units.length >> 1)) && fills !== common;
          setText(mark, isOver ? (value > 0 ? "+" : "") + short(value) : isOwn ? words.full(fills) : "");
          setText(title, words.title(pipe, unit, value));
        },
      );
      return { pipe, unit, index, body, streak, halo, ghost, edge, mark, draw };
    }),
  );
  // Upward and downward streams cross the lanes of the memory: a rim of glass separates them.
  bodies.append(
    ...strands.flatMap(({ pipe, halo, body, ghost, edge }) =>
      side(blueprint, layout, pipe) ? [halo, ghost, body, edge] : [ghost, body, edge],
    ),
  );
  streaks.append(...strands.map(({ streak }) => streak));
  const tint = mountTint(svg, strands, units.length, full);
  marks.append(...strands.flatMap(({ pipe, mark }) => (hasMarks(pipe) ? [mark] : [])));

  /**
   * @param {{pipes: Amounts[], ghosts: Amounts[]|null, tints: Amounts[]|null, scale: import("../../state/scale.js").Scale}} amounts
   *   by lane: water, the same in the run without pins, a part of it; the |value| that fills a lane
   * @param {LaneWords} words the same ones for as long as they say the same
   */
  function update({ pipes: flows, ghosts, tints, scale }, words) {
    tint(tints, scale);
    for (const { pipe, index, draw } of strands)
      draw(flows[index][pipe.id], ghosts?.[index][pipe.id] ?? null, scale.of(pipe.id, index), scale.common, words);
  }

  return { bodies, streaks, marks, update };
}
