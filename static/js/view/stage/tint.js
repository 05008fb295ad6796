import { set } from "../base/dom.js";

/**
 * A tinted part of the water, over it: a hue and a row of dots. Few runs have one, so its strokes are made when first needed.
 *
 * @param {import("../base/dom.js").Dom["svg"]} svg
 * @param {readonly {pipe: {id: string}, unit: number, body: Element}[]} strands lane by lane, in each pipe
 * @param {number} lanes
 * @param {number} full the width of a full lane
 */
export function mountTint(svg, strands, lanes, full) {
  /** @type {{stroke: Element, dots: Element}[]} */
  let strokes = [];

  /** @param {readonly import("../../state/liquids.js").Amounts[]|null} tints by lane @param {import("../../state/scale.js").Scale} scale */
  return (tints, scale) => {
    if (tints && !strokes.length)
      strokes = strands.map(({ pipe, unit, body }) => {
        const d = body.getAttribute("d");
        const stroke = svg("path", { d, class: "tint", pathLength: 1, "data-pipe": pipe.id, "data-unit": unit });
        const dots = svg("path", { d, class: "tint-dots" });
        body.after(stroke, dots);
        return { stroke, dots };
      });
    for (const [index, { stroke, dots }] of strokes.entries()) {
      const { id } = strands[index].pipe;
      const value = tints?.[index % lanes][id] ?? 0;
      const width = Math.min(1, Math.abs(value) / scale.of(id, index % lanes)) * full;
      set(stroke, { "stroke-width": width, "data-value": value });
      set(dots, { "stroke-width": Math.min(width, Math.max(1.5, width * 0.3)) });
    }
  };
}
