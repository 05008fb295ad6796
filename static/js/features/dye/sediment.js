/** The sediment of a lane: its memory over the whole run as layers, one for each step at which something entered. */

import { domOf, set } from "../../view/base/dom.js";
import { plain } from "../../view/base/numbers.js";
import { onChange } from "../../view/base/panel.js";
import { dots } from "./dots.js";
import { outline, roomFor } from "./outline.js";
import { mountPicks } from "./picks.js";

/**
 * @typedef {import("./layers.js").Pile} Pile
 * @typedef {import("./layers.js").Layer} Layer
 */

/** One unit is one pixel, so that letters have the same size on every screen. */
const LEFT = 44;
const RIGHT = 8;
const TOP = 8;
const HEIGHT = 190;
const WHOLE = TOP + HEIGHT + 24;
/** How large a text is, for each of its letters. */
const LETTER = 6.6;
const WIDE = 12.5;
const LINE = 16;
/** The room that a step's number takes. */
const NUMBER = 34;

/**
 * @param {HTMLElement} place
 * @param {{point: (layer: Layer|null) => void, pick: (layer: Layer) => void, name: (layer: Layer) => string,
 *   title: (layer: Layer) => string}} tools
 */
export function mountSediment(place, { name, title, ...then }) {
  const dom = domOf(place);
  const { svg } = dom;
  const now = svg("rect", { class: "now", y: TOP, height: HEIGHT });
  const [axis, layers, titles] = [svg("g", { class: "axis" }), svg("g"), svg("g", { class: "titles" })];
  const net = svg("path", { class: "net-line" });
  const drawing = svg(
    "svg",
    { class: "sediment", height: WHOLE, role: "group" },
    dots(place, "sediment-dots"),
    now,
    layers,
    axis,
    net,
    titles,
  );
  place.append(drawing);
  const picks = mountPicks(place, then);
  let across = (/** @type {number} */ step) => step;

  const draw = onChange(
    (
      /** @type {Pile} */ pile,
      /** @type {readonly number[]} */ memory,
      /** @type {number} */ width,
      /** @type {string} */ label,
    ) => {
      const { low, high } = pile;
      const size = Math.max(high - low, Number.MIN_VALUE);
      const steps = memory.length;
      across = (step) => LEFT + (step / steps) * (width - LEFT - RIGHT);
      const axes = { x: across, y: (/** @type {number} */ value) => TOP + ((high - value) / size) * HEIGHT };
      set(drawing, { viewBox: `0 0 ${width} ${WHOLE}`, width, "aria-label": label });
      set(drawing, { "data-low": low, "data-high": high });
      const drawn = pile.layers.map((layer, index) => ({ layer, el: shape(layer, index, axes) }));
      picks.fill(layers, drawn);
      set(net, { d: stairs(memory, axes) });
      axis.replaceChildren(...valueMarks(dom, pile, axes.y, width), ...stepMarks(dom, steps, across, width));
      titles.replaceChildren(...pile.layers.flatMap((layer) => titleOf(layer, axes)));
    },
  );

  /** @param {Layer} layer @param {number} index @param {import("./outline.js").Axes} axes */
  function shape(layer, index, axes) {
    const shades = `layer ${index % 2 ? "odd" : "even"}${layer.sources.length > 1 ? " joined" : ""}`;
    const told = { role: "button", "aria-label": name(layer), "data-source": layer.sources.join(" ") };
    return svg(
      "g",
      { class: shades, ...told },
      svg("path", { class: "plus", d: outline(layer.up, axes) }),
      svg("path", { class: "minus", d: outline(layer.down, axes) }),
    );
  }

  /** @param {Layer} layer @param {import("./outline.js").Axes} axes */
  function titleOf(layer, axes) {
    const text = title(layer);
    const width = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? WIDE : LETTER), 8);
    const room = [layer.up, layer.down].map((bands) => roomFor(bands, axes, { width, height: LINE })).find(Boolean);
    return room ? [svg("text", { x: room.x, y: room.y + 4, "text-anchor": "middle" }, text)] : [];
  }

  return {
    draw,
    mark: picks.mark,
    /** @param {number} step that the Lab shows */
    look: (step) => void set(now, { x: across(step), width: across(step + 1) - across(step) }),
  };
}

/** @param {readonly number[]} memory @param {import("./outline.js").Axes} axes */
const stairs = (memory, { x, y }) =>
  memory.map((value, step) => `${step ? "V" : `M${x(0)} `}${y(value)}H${x(step + 1)}`).join("");

/** @param {import("../../view/base/dom.js").Dom} dom @param {Pile} pile @param {(value: number) => number} y @param {number} width */
function valueMarks({ svg }, { low, high }, y, width) {
  const values = [high, low].filter((value) => Math.abs(y(value) - y(0)) > LINE);
  const marks = values.map((value) =>
    svg("text", { x: LEFT - 6, y: y(value) + (value > 0 ? 10 : 0), "text-anchor": "end" }, plain(value)),
  );
  const zero = svg("line", { class: "zero", x1: LEFT, x2: width - RIGHT, y1: y(0), y2: y(0) });
  return [...marks, svg("text", { x: LEFT - 6, y: y(0) + 4, "text-anchor": "end" }, "0"), zero];
}

/** @param {import("../../view/base/dom.js").Dom} dom @param {number} steps @param {(step: number) => number} across @param {number} width */
function stepMarks({ svg }, steps, across, width) {
  const fits = Math.max(1, Math.floor((width - LEFT - RIGHT) / NUMBER));
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => steps / one <= fits) ?? steps;
  const marked = Array.from({ length: steps }, (_, step) => step).filter((step) => (step + 1) % every === 0);
  return marked.map((step) =>
    svg("text", { x: across(step + 0.5), y: WHOLE - 6, "text-anchor": "middle" }, String(step + 1)),
  );
}
