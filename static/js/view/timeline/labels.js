/**
 * The names beside the timeline's rows, and the lanes of its memory row to choose from.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 */

import { domOf, set, setText } from "../base/dom.js";
import { amount } from "../base/numbers.js";
import { onChange } from "../base/panel.js";
import { laneName, unitWord } from "../base/words.js";
import { hasRow, rowOf } from "./grid.js";
import { DASHES } from "./lines.js";
import { gradientName } from "./words.js";

/**
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {import("../../data/types.js").Preset} Preset
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 */

/** Below this height, names beside neighbouring strips would overlap. */
const LEAST_NAMED = 12;

/** As many lanes have their names beside the memory. */
const FEW = 2;

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {(grid: Grid, blueprint: Blueprint, preset: Preset, content: import("./paint.js").Content) => void}
 */
export function mountTimelineLabels(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html, svg } = dom;
  const { t, pick } = messages;
  /** @type {Map<number, HTMLButtonElement>} */
  let lanes = new Map();
  const scale = html("span", { class: "timeline-scale" });

  /** @param {number} unit @param {number} strip @param {Preset} preset @param {boolean} isNamed with so few lanes that there is room */
  function laneButton(unit, strip, preset, isNamed) {
    const dash = DASHES[strip % DASHES.length].join(" ");
    const line = svg("svg", { width: 22, height: 6, viewBox: "0 0 22 6", "aria-hidden": "true" });
    line.append(
      svg("path", { d: "M0 3H22", stroke: "currentColor", "stroke-width": 2.5, "stroke-dasharray": dash || null }),
    );
    const called = laneName(messages, preset, unit);
    const name = t("lab.timeline.lane", { lane: unit + 1, name: called });
    const look = () => dispatch({ type: "look at unit", unit });
    return html(
      "button",
      { type: "button", class: "lane-key", "aria-label": name, title: name, onclick: look },
      line,
      html("span", {}, isNamed ? `${unit + 1} ${called}`.trim() : String(unit + 1)),
    );
  }

  /** @param {Grid} grid @param {Preset} preset */
  const inputNames = (grid, preset) => {
    if (!hasRow(grid, "input")) return [];
    const row = rowOf(grid, "input");
    const names = preset.input.kind === "text" ? [t("lab.timeline.text")] : preset.input.names.map(pick);
    if (row.strip < LEAST_NAMED) {
      const [first, last] = [names[0], names[row.strips - 1]];
      return [placed(dom, "input", t("lab.timeline.inputs", { first, last }), row.y, row.height)];
    }
    return names.map((name, strip) => placed(dom, "input", name, row.y + strip * row.strip, row.strip));
  };

  const draw = onChange(
    (
      /** @type {Grid} */ grid,
      /** @type {Blueprint} */ blueprint,
      /** @type {Preset} */ preset,
      /** @type {boolean} */ isBackward,
    ) => {
      lanes = new Map(
        grid.units.map((unit, strip) => [unit, laneButton(unit, strip, preset, grid.units.length <= FEW)]),
      );
      const heat = grid.heat.map(({ kind }) => {
        const row = rowOf(grid, kind);
        return placed(dom, `text-${kind}`, unitWord(messages, blueprint, `lab.timeline.${kind}`), row.y, row.height);
      });
      const memory = rowOf(grid, "memory");
      const legend = html(
        "div",
        { class: "lane-keys", role: "group", "aria-label": t("lab.timeline.lanes") },
        ...lanes.values(),
      );
      const name = html(
        "div",
        { class: "timeline-memory" },
        isBackward ? gradientName(messages, blueprint) : unitWord(messages, blueprint, "lab.timeline.memory"),
        scale,
      );
      const place = placed(dom, "memory", "", memory.y, memory.height);
      place.append(name, legend);
      el.replaceChildren(...inputNames(grid, preset), ...heat, place);
      el.style.height = `${grid.height}px`;
    },
  );

  return (grid, blueprint, preset, { full, isBackward, unit }) => {
    draw(grid, blueprint, preset, isBackward);
    setText(scale, `±${amount(full)}`);
    for (const [lane, button] of lanes) set(button, { "aria-pressed": String(lane === unit) });
  };
}

/** @param {Dom} dom @param {string} kind @param {string} text @param {number} y @param {number} height */
function placed({ html }, kind, text, y, height) {
  const element = html("div", { class: `timeline-label ${kind}`, title: text || null }, text);
  element.style.top = `${y}px`;
  element.style.height = `${height}px`;
  return element;
}
