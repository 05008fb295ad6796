/**
 * The text in the drawing: names of parts, phase numbers, and the numbers at the ends of the lanes.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { set, setText } from "../base/dom.js";
import { shortWithSign } from "../base/numbers.js";
import { unitWord } from "../base/words.js";
import { beside, lanes } from "./geometry.js";
import { numberPitch } from "./letters.js";
import { phasePart } from "./parts.js";

/** From a label's words to a symbol below them. */
const LINE = 20;

/** Inputs and outputs have a symbol. @param {Blueprint} blueprint @param {string} id of a label @returns {string|undefined} its field */
function fieldAt({ nodes, symbols }, id) {
  const end = nodes.find((node) => node.id === id && (node.kind === "source" || node.kind === "sink"));
  return end?.field ?? (id in symbols ? id : undefined);
}

/** @param {Dom} dom @param {Blueprint} blueprint @param {string} field @param {{x?: number, dy?: number}} [at] @returns {SVGTSpanElement[]} its symbol with the index */
function symbol({ svg }, { symbols }, field, at = {}) {
  const { symbol: letter, sub } = symbols[field];
  return [svg("tspan", { class: "symbol", ...at }, letter), svg("tspan", { class: "symbol sub", dy: 4 }, sub ?? "")];
}

/**
 * Names of inputs, outputs and parts.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {Messages} messages
 * @param {boolean} waits whether a valve reads the new memory
 */
export function mountLabels(dom, blueprint, layout, messages, waits) {
  const shown = Object.entries(layout.labels).filter(([id]) => waits || id !== "waits");
  const texts = shown.map(([id, { at, anchor, lines }]) => {
    const field = fieldAt(blueprint, id);
    const named = field !== undefined;
    const valve = blueprint.valves.find((node) => node.id === id);
    const words = field === id ? "" : unitWord(messages, blueprint, `lab.part.${id}`);
    const text = dom.svg(
      "text",
      {
        x: at[0],
        y: at[1],
        "text-anchor": anchor,
        "data-of": id,
        class: `label label-${id} ${id === "new" && layout.tank.solid ? "cell-new" : ""} ${valve ? `role-${valve.role}` : ""}`,
      },
      ...(words ? [named ? `${words} ` : words] : []),
      ...(named ? symbol(dom, blueprint, field, lines === 2 ? { x: at[0], dy: LINE } : {}) : []),
    );
    return { text, isOuter: named };
  });
  if (layout.tank.solid && "new" in layout.labels)
    texts.push({ text: staleLabel(dom, blueprint, layout, messages), isOuter: true });
  /** @param {boolean} outer */
  const group = (outer) => {
    const some = texts.filter(({ isOuter }) => isOuter === outer);
    return dom.svg(
      "g",
      { class: outer ? "labels outer" : "labels", "aria-hidden": "true" },
      ...some.map(({ text }) => text),
    );
  };
  return { inner: group(false), outer: group(true), back: mountBackLabels(dom, blueprint, layout) };
}

/** What the tank holds until the merge: the old memory. @param {Dom} dom @param {Blueprint} blueprint @param {Layout} layout @param {Messages} messages */
function staleLabel(dom, blueprint, layout, messages) {
  const { at, anchor } = layout.labels.new;
  return dom.svg(
    "text",
    { x: at[0], y: at[1], "text-anchor": anchor, "data-of": "new", class: "label label-stale" },
    `${unitWord(messages, blueprint, "lab.part.old")} `,
    ...symbol(dom, blueprint, String(fieldAt(blueprint, "old"))),
  );
}

/** The symbols at the ends while the gradient flows back: that of the last output, with respect to this step's memory or output. @param {Dom} dom @param {Blueprint} blueprint @param {Layout} layout */
function mountBackLabels(dom, blueprint, layout) {
  const texts = Object.entries(layout.labels)
    .filter(([id]) => id in layout.gauges || id === "new")
    .map(([id, { at, anchor }]) =>
      dom.svg(
        "text",
        { x: at[0], y: at[1], "text-anchor": anchor, "data-of": id, class: `label label-${id}` },
        ...[dom.svg("tspan", { class: "symbol" }, "∂h"), dom.svg("tspan", { class: "symbol sub", dy: 4 }, "T")],
        ...[
          dom.svg("tspan", { class: "symbol", dy: -4 }, " / ∂"),
          ...symbol(dom, blueprint, String(fieldAt(blueprint, id))),
        ],
      ),
    );
  return dom.svg("g", { class: "labels outer back", "aria-hidden": "true" }, ...texts);
}

/** @param {Dom} dom @param {Blueprint} blueprint @param {Layout} layout @param {(phase: number) => void} go */
export function mountBadges({ svg }, { phases }, layout, go) {
  const badges = phases.map(({ id, role }, index) => {
    const [x, y] = layout.badges[id];
    const mark = {
      ...{ class: `badge role-${role}`, transform: `translate(${x} ${y})`, "data-of": phasePart(id) },
      onclick: () => go(index),
    };
    return svg(
      "g",
      mark,
      svg("rect", { x: -14, y: -14, width: 28, height: 28, class: "grip" }),
      svg("circle", { r: 10 }),
      svg("text", {}, String(index + 1)),
    );
  });
  const group = svg("g", { class: "badges", "aria-hidden": "true" }, ...badges);
  /** @param {number} phase */
  const update = (phase) => {
    badges.forEach((badge, index) => {
      badge.classList.toggle("active", index === phase);
      badge.classList.toggle("done", index < phase);
    });
  };
  return { group, update };
}

/** A signed number at an upright pipe: how wide it is, how far apart rows are, and the pitch that is too narrow for three. */
const NUMBER = 38;
const ROW = 12;
const NARROW = NUMBER / 3;

/**
 * The numbers where lanes enter and leave the unit.
 *
 * @param {Dom} dom
 * @param {Layout} layout
 * @param {readonly number[]} units
 * @param {(unit: number) => void} look
 */
export function mountGauges({ svg }, layout, units, look) {
  const { offsets, pitch } = lanes(units.length, layout.spread);
  const apart = numberPitch(pitch) / pitch;
  const ends = Object.entries(layout.gauges).map(([pipe, { at, along }]) => ({
    pipe,
    texts: offsets.map((offset, index) => {
      const inward = along[0] < 0 || along[1] < 0 ? -1 : 1;
      const flow = /** @type {[number, number]} */ ([Math.abs(along[0]), Math.abs(along[1])]);
      const upright = along[0] === 0;
      const isCrowded = upright && pitch < NARROW; // then one of them is shown, and the table has all
      const row = upright && !isCrowded && pitch < NUMBER ? index % (2 * pitch < NUMBER ? 3 : 2) : 0;
      const away = upright ? inward * (7 + row * ROW) : 0;
      const [x, y] = beside(at, flow, layout.flip, away, upright ? offset : offset * apart);
      const anchor = upright ? "middle" : inward < 0 ? "end" : "start";
      const text = svg("text", {
        x,
        y,
        "text-anchor": anchor,
        class: isCrowded ? "end crowded" : "end",
        "data-of": pipe,
        onclick: () => look(units[index]),
      });
      return text;
    }),
  }));
  const group = svg("g", { class: "ends", "aria-hidden": "true" }, ...ends.flatMap(({ texts }) => texts));

  /** @param {Record<string, number|null>[]} flows by lane @param {number} spot the unit in the spotlight */
  function update(flows, spot) {
    for (const { pipe, texts } of ends) {
      texts.forEach((text, index) => {
        const value = flows[index][pipe === "new" ? "memory" : pipe];
        const sign = value === null ? "dry" : value < 0 ? "negative" : "positive";
        setText(text, value === null ? "" : shortWithSign(value));
        set(text, { "data-sign": sign, "data-end": pipe, "data-unit": units[index] });
        text.classList.toggle("spot", units[index] === spot && units.length > 1);
      });
    }
  }
  return { group, update };
}
