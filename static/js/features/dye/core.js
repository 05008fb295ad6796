/** The core sample of a lane: everything that ever entered and is left after one step, side by side. */

import { domOf, set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { dots } from "./dots.js";
import { mountPicks } from "./picks.js";

/**
 * @typedef {import("./layers.js").Pile} Pile
 * @typedef {import("./layers.js").Layer} Layer
 */

/** One unit is one pixel, so that letters have the same size on every screen. */
const SIDE = 12;
const TOP = 20;
const HEIGHT = 44;
const WHOLE = TOP + HEIGHT + 30;
/** A layer narrower than this has no room for its number. */
const ROOM = 24;

/**
 * @param {HTMLElement} place
 * @param {{point: (layer: Layer|null) => void, pick: (layer: Layer) => void, name: (layer: Layer) => string,
 *   number: (layer: Layer) => string}} tools
 */
export function mountCore(place, { name, number, ...then }) {
  const { svg } = domOf(place);
  const layers = svg("g");
  const zero = svg("line", { class: "zero", y1: TOP - 6, y2: TOP + HEIGHT + 6 });
  const nought = svg("text", { class: "zero-word", y: TOP - 9, "text-anchor": "middle" }, "0");
  const net = svg("path", { class: "net" });
  const word = svg("text", { class: "net-word", y: TOP + HEIGHT + 24 });
  const drawing = svg(
    "svg",
    { class: "core", height: WHOLE, role: "group" },
    dots(place, "core-dots"),
    layers,
    zero,
    nought,
    net,
    word,
  );
  place.append(drawing);
  const picks = mountPicks(place, then);

  const draw = onChange(
    (
      /** @type {Pile} */ pile,
      /** @type {number} */ memory,
      /** @type {number} */ width,
      /** @type {string} */ label,
      /** @type {string} */ says,
    ) => {
      const { low, high } = pile;
      const size = Math.max(high - low, Number.MIN_VALUE);
      /** @param {number} value */
      const x = (value) => SIDE + ((value - low) / size) * (width - 2 * SIDE);
      set(drawing, { viewBox: `0 0 ${width} ${WHOLE}`, width, "aria-label": label });
      const drawn = pile.layers.map((layer, index) => ({ layer, el: bar(layer, index, x) }));
      picks.fill(layers, drawn);
      set(zero, { x1: x(0), x2: x(0) });
      set(nought, { x: x(0) });
      const at = x(Math.max(low, Math.min(high, memory)));
      set(net, { d: `M${at} ${TOP + HEIGHT + 2}l6 9h-12z`, "data-value": memory });
      const isRight = at > width / 2;
      set(word, { x: isRight ? at + 6 : at - 6, "text-anchor": isRight ? "end" : "start" });
      word.textContent = says;
      if (isRight) set(word, { x: Math.min(width - SIDE, at + 6) });
    },
  );

  /** @param {Layer} layer @param {number} index @param {(value: number) => number} x */
  function bar(layer, index, x) {
    const shades = `layer ${index % 2 ? "odd" : "even"}${layer.sources.length > 1 ? " joined" : ""}`;
    const parts = [layer.up[0], layer.down[0]]
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => {
        const left = Math.min(x(from), x(to));
        const width = Math.abs(x(to) - x(from));
        const shape = svg("rect", { class: to > from ? "plus" : "minus", x: left, y: TOP, width, height: HEIGHT });
        const middle = { x: left + width / 2, y: TOP + HEIGHT / 2 + 4, "text-anchor": "middle" };
        return width < ROOM ? [shape] : [shape, svg("text", middle, number(layer))];
      });
    const told = { role: "button", "data-source": layer.sources.join(" "), "data-value": layer.values[0] };
    return svg("g", { class: shades, "aria-label": name(layer), ...told }, ...parts.flat());
  }

  return { draw, mark: picks.mark };
}
