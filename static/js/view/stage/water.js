/**
 * The glass of the pipes, and the water in their lanes.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {Pick<import("./layout.js").Layout, "symbols"|"tank"|"flip"|"bore"|"water"|"bend"|"nodes"|"pipes">} Layout what the water needs of a layout
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../unit/blueprint.js").PipeEdge} PipeEdge
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("../../state/liquids.js").Amounts} Amounts
 * @typedef {import("./strand.js").LaneWords} LaneWords
 */

import { shorten, side } from "./courses.js";
import { frame, lane, lanes, path } from "./geometry.js";
import { mountStrand } from "./strand.js";
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
 * The water: for each pipe and lane, a stroke as wide as |value|, with the pattern of its sign on top.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {readonly number[]} units
 * @param {(pipe: PipeEdge, unit: number) => void} look called when a lane is pressed
 * @param {(pipe: PipeEdge) => boolean} [hasMarks] whether there is room for the marks of a pipe
 */
export function mountWater(dom, blueprint, layout, units, look, hasMarks = () => true) {
  const { svg } = dom;
  const bodies = svg("g", { class: "water" });
  const streaks = svg("g", { class: "streaks", "aria-hidden": "true" });
  const marks = svg("g", { class: "lane-marks", "aria-hidden": "true" });
  const strands = blueprint.pipes.flatMap((pipe) =>
    units.map((_, index) => mountStrand(dom, blueprint, layout, units, { pipe, index, look })),
  );
  // Upward and downward streams cross the lanes of the memory: a rim of glass separates them.
  bodies.append(
    ...strands.flatMap(({ pipe, halo, body, ghost, edge }) =>
      side(blueprint, layout, pipe) ? [halo, ghost, body, edge] : [ghost, body, edge],
    ),
  );
  streaks.append(...strands.map(({ streak }) => streak));
  const tint = mountTint(svg, strands, units.length, lanes(units.length, layout.water).full);
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
