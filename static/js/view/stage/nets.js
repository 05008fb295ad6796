/**
 * The small networks that turn the valves, and the thin wires of the signals that they read.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

import { netOf } from "../../unit/blueprint.js";
import { unitWord } from "../base/words.js";
import { direction, frame, path } from "./geometry.js";

/** The head of an arrow that ends in a box. */
const HEAD = "M0 0L-9-4V4Z";

/**
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {Record<string, string>} peepholes
 */
export function mountWires({ svg }, blueprint, layout, peepholes) {
  const wires = blueprint.wires
    .filter(({ peephole }) => !peephole || peepholes[peephole] !== "none")
    .map((wire) => {
      const points = layout.wires[wire.id];
      const [ex, ey] = points[points.length - 1];
      const className = `wire role-${wire.role} ${wire.delayed ? "delayed" : ""} ${wire.carries === "gate" ? "turns" : ""}`;
      const element = svg(
        "g",
        { class: className, "data-wire": wire.id, "data-part": wire.id },
        svg("path", { d: path(points, 6) }),
      );
      if (wire.carries !== "gate")
        element.append(
          svg("path", {
            d: HEAD,
            transform: frame([ex, ey], direction(points[points.length - 2], [ex, ey]), 1),
            class: "head",
          }),
        );
      if (wire.peephole) element.append(svg("circle", { cx: points[0][0], cy: points[0][1], r: 3 }));
      return { wire, element };
    });
  const group = svg("g", { class: "wires", "aria-hidden": "true" }, ...wires.map(({ element }) => element));

  /** @param {number} phase */
  function update(phase) {
    for (const { wire, element } of wires) {
      element.classList.toggle("live", phase >= wire.phase);
      element.classList.toggle("active", phase === wire.phase);
    }
  }
  return { group, update };
}

/**
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {Messages} messages
 * @param {(letter: string) => void} look
 */
export function mountNets(dom, blueprint, layout, messages, look) {
  const { t } = messages;
  const nets = blueprint.nodes.filter(({ kind }) => kind === "net");
  const boxes = nets.map((node) => {
    const { at, size } = layout.nets[node.id];
    const letter = String(node.letter);
    const squash = netOf(blueprint, letter).sign;
    const name = unitWord(messages, blueprint, `lab.net.${letter}`);
    const y = Math.min(14, size[1] / 2 - 10.5);
    const element = dom.svg(
      "g",
      {
        class: `net role-${node.role}`,
        transform: `translate(${at[0]} ${at[1]})`,
        "data-net": node.id,
        "data-part": node.id,
        role: "button",
        tabindex: 0,
        "aria-label": `${squash} ${name}: ${t("lab.net.ask", { net: unitWord(messages, blueprint, `lab.net.${letter}.long`) })}`,
        onclick: () => look(letter),
        onkeydown: (event) => {
          const { key } = /** @type {KeyboardEvent} */ (event);
          if (key !== "Enter" && key !== " ") return;
          event.preventDefault();
          event.stopPropagation();
          look(letter);
        },
      },
      dom.svg("rect", { x: -size[0] / 2, y: -size[1] / 2, width: size[0], height: size[1], rx: 11, class: "box" }),
      dom.svg("rect", {
        x: -size[0] / 2 - 4,
        y: -size[1] / 2 - 4,
        width: size[0] + 8,
        height: size[1] + 8,
        rx: 14,
        class: "ring",
      }),
      dom.svg("text", { class: "squash", y: y - 18 }, squash),
      dom.svg("text", { class: "net-name", y }, name),
    );
    return { node, element };
  });
  const inner = blueprint.nodes
    .filter(({ kind }) => kind === "inner")
    .map((node) => mountInner(dom, blueprint, layout, node));
  const group = dom.svg("g", { class: "nets" }, ...[...inner, ...boxes].map(({ element }) => element));

  /** @param {number} phase @param {string} asked */
  function update(phase, asked) {
    for (const { node, element } of inner) element.classList.toggle("live", phase >= node.phase);
    for (const { node, element } of boxes) {
      element.classList.toggle("live", phase >= node.phase);
      element.classList.toggle("active", phase === node.phase);
      element.classList.toggle("asked", node.letter === asked);
    }
  }
  return { group, update };
}

/**
 * The part of a net that is computed on its own, before the net adds it: a matrix and its bias.
 *
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {Layout} layout
 * @param {import("../../unit/blueprint.js").PlumbingNode} node
 */
function mountInner({ svg }, blueprint, layout, node) {
  const { at, size } = layout.nets[node.id];
  const { inner } = netOf(blueprint, String(node.letter));
  if (!inner) throw new Error(`${node.letter} has no inner part`);
  const { symbol, sub } = blueprint.symbols[inner.of];
  const element = svg(
    "g",
    {
      class: `net inner role-${node.role}`,
      transform: `translate(${at[0]} ${at[1]})`,
      "data-part": node.id,
      "aria-hidden": "true",
    },
    svg("rect", { x: -size[0] / 2, y: -size[1] / 2, width: size[0], height: size[1], rx: 11, class: "box" }),
    svg(
      "text",
      { class: "squash", y: 5 },
      `${inner.by} ${symbol}`,
      svg("tspan", { class: "sub", dy: 4 }, sub ?? ""),
      svg("tspan", { dy: -4 }, " + b"),
    ),
  );
  return { node, element };
}

/** The nets of a small drawing, as boxes without words, if the layout has room for them. @param {Dom} dom @param {Layout} layout */
export function smallNets({ svg }, { nets }) {
  const shown = Object.entries(nets).filter(([, { size }]) => size[0] > 0);
  const boxes = shown.map(([id, { at, size }]) =>
    svg("rect", {
      x: at[0] - size[0] / 2,
      y: at[1] - size[1] / 2,
      width: size[0],
      height: size[1],
      rx: 7,
      class: "small-net",
      "data-part": id,
    }),
  );
  return svg("g", { class: "small-nets", "aria-hidden": "true" }, ...boxes);
}
