/**
 * A valve seen from the side, to be set by hand: two blades in a pipe, as far apart as it is open. Afterwards, where the class set it is
 * drawn at the edge of the blade, and where it really stands as a line.
 *
 * @typedef {{from: number, to: number, people: number}} Bin
 */

import { set } from "../../view/base/dom.js";

const WIDTH = 240;
const HEIGHT = 160;
const BORE = 140;
const VALVE = 70;
const BLADE = 14;
const LONGEST = WIDTH - VALVE - BLADE - 12;
const THINNEST = 5;
const MIDDLE = HEIGHT / 2;

/** How far from the middle the edge of a blade is. @param {number} opening */
const edge = (opening) => (opening * BORE) / 2;

/** How far open a valve is whose blade ends there. @param {number} away from the middle, as a share of the picture's height */
export const openingAt = (away) => Math.min(1, (2 * away * HEIGHT) / BORE);

/** All answers may be the same: what has no height could not be seen. @param {number} a @param {number} b */
const thick = (a, b) => (b - a < THINNEST ? [(a + b - THINNEST) / 2, (a + b + THINNEST) / 2] : [a, b]);

/** @param {import("../../view/base/dom.js").Dom} dom */
export function drawValve({ svg }) {
  const blades = [svg("rect", { class: "blade" }), svg("rect", { class: "blade" })];
  const crowd = svg("g", { class: "valve-crowd" });
  const before = svg("g", { class: "valve-before" });
  const truth = svg("path", { class: "valve-truth" });
  const element = svg(
    "svg",
    { class: "valve-picture", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    svg("rect", { class: "valve-pipe", x: 0, y: MIDDLE - BORE / 2, width: WIDTH, height: BORE }),
    before,
    crowd,
    svg("rect", { class: "valve-plate", x: VALVE - BLADE, y: 4, width: 2 * BLADE, height: HEIGHT - 8, rx: 8 }),
    svg("rect", { class: "valve-hole", x: VALVE - BLADE / 2, y: MIDDLE - BORE / 2, width: BLADE, height: BORE }),
    ...blades,
    truth,
  );

  /** @param {readonly Bin[]} bins @param {number} most @param {string} name */
  const bars = (bins, most, name) =>
    bins.flatMap(({ from, to, people }) =>
      [-1, 1].map((side) => {
        const [a, b] = thick(edge(from), edge(to));
        const top = side < 0 ? MIDDLE - b : MIDDLE + a;
        const width = (LONGEST * people) / most;
        return svg("rect", { class: name, x: VALVE + BLADE + 4, y: top + 0.5, width, height: Math.max(1, b - a - 1) });
      }),
    );

  return {
    element,
    /** @param {number|null} opening null: not yet set */
    open(opening) {
      const gap = edge(opening ?? 0.5);
      set(element, { "data-opening": opening });
      set(blades[0], { x: VALVE - BLADE / 2, y: MIDDLE - BORE / 2, width: BLADE, height: BORE / 2 - gap });
      set(blades[1], { x: VALVE - BLADE / 2, y: MIDDLE + gap, width: BLADE, height: BORE / 2 - gap });
    },
    /** @param {readonly Bin[]} bins @param {readonly Bin[]} earlier @param {number|null} right where the valve really stands */
    tell(bins, earlier, right) {
      const most = Math.max(1, ...[...bins, ...earlier].map(({ people }) => people));
      crowd.replaceChildren(...bars(bins, most, "crowd"));
      before.replaceChildren(...bars(earlier, most, "crowd-before"));
      const [high, low] = [MIDDLE - edge(right ?? 0), MIDDLE + edge(right ?? 0)];
      const [x, end] = [VALVE - BLADE - 6, VALVE + BLADE + 6];
      set(truth, { d: right === null ? null : `M${x} ${high}H${end}M${x} ${low}H${end}` });
    },
  };
}
