/**
 * The unrolled row: one unit a step, one memory pipe through all of them. What has not run yet is empty. A unit opens when
 * it is pressed.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../base/panel.js").Tools} Tools
 */

import { flow, ghostOf, laneScale } from "../../state/flow.js";
import { backwardOf } from "../../state/gradient.js";
import { stepLabel } from "../../state/question.js";
import { backflow, gradientScale } from "../../unit/backflow.js";
import { PHASES } from "../../unit/phases.js";
import { VALVES } from "../../unit/plumbing.js";
import { set, setText, svg } from "../base/dom.js";
import { ROW_UNIT } from "./layouts/row.js";
import { mountPlates } from "./plates.js";
import { glass, mountWater } from "./water.js";

const DONE = PHASES.length - 1;
const NOT_YET = -1;

/**
 * How many units stand side by side, and from which step on: the present one in the middle, where there are enough.
 *
 * @param {number} width in CSS pixels
 * @param {number} steps
 * @param {number} step
 */
export function rowWindow(width, steps, step) {
  const count = Math.min(steps, Math.max(3, Math.min(9, Math.floor(width / ROW_UNIT.size[0]))));
  return { count, first: Math.max(0, Math.min(steps - count, step - Math.floor(count / 2))) };
}

/**
 * @param {number} count
 * @param {readonly number[]} units
 * @param {Tools} tools
 */
export function drawRow(count, units, { dispatch, messages }) {
  const [width, height] = ROW_UNIT.size;
  const places = Array.from({ length: count }, (_, index) =>
    mountUnit(index * width, units, (step) => {
      dispatch({ type: "seek", step });
      dispatch({ type: "view", view: "pipe" });
    }),
  );
  const element = svg(
    "svg",
    {
      viewBox: `0 0 ${count * width} ${height}`,
      class: "pipes row",
      role: "group",
      "aria-label": messages.t("lab.row.label"),
    },
    ...places.map(({ group }) => group),
  );

  /** @param {AppState} state @param {number} first the step of the leftmost unit */
  function update(state, first) {
    const { trace, step, phase } = state;
    if (!trace) return;
    const back = backwardOf(state);
    const ghost = back ? null : ghostOf(state);
    const full = back ? gradientScale(back, units) : laneScale({ ...state, trace });
    for (const [index, place] of places.entries()) {
      const at = first + index;
      const known = at < step ? DONE : at === step ? phase : NOT_YET;
      const flows = units.map((unit) => {
        const here = flow(trace, at, back ? DONE : known, unit);
        return back ? { ...here, pipes: backflow(back, at, unit) } : here;
      });
      const ghosts = ghost && units.map((unit) => flow(ghost, at, known, unit).pipes);
      const label = stepLabel(state, messages.language, at);
      place.update(at, flows, ghosts, full, {
        present: at === step,
        label,
        name: messages.t("lab.row.open", { step: at + 1, label }),
      });
    }
    set(element, {
      "data-step": step,
      "data-phase": PHASES[phase].id,
      "data-first": first,
      "data-backward": back !== null,
    });
  }
  return { element, update };
}

/** @param {number} x @param {readonly number[]} units @param {(step: number) => void} open */
function mountUnit(x, units, open) {
  const [width, height] = ROW_UNIT.size;
  let step = 0;
  const water = mountWater(ROW_UNIT, units, () => open(step));
  const valves = VALVES.map((node) => ({ node, plates: mountPlates(ROW_UNIT, node, units) }));
  const number = svg("text", { x: width / 2, y: 176, class: "row-step" });
  const label = svg("text", { x: width / 2, y: 194, class: "row-label" });
  const group = svg(
    "g",
    {
      class: "row-unit",
      transform: `translate(${x} 0)`,
      role: "button",
      tabindex: 0,
      onclick: () => open(step),
      onkeydown: (event) => {
        const { key } = /** @type {KeyboardEvent} */ (event);
        if (key !== "Enter" && key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        open(step);
      },
    },
    svg("rect", { x: 7, y: 14, width: width - 14, height: 148, rx: 14, class: "unit-body" }),
    glass(ROW_UNIT),
    water.bodies,
    water.streaks,
    ...valves.map(({ plates }) => plates.group),
    svg("rect", { x: 4, y: 10, width: width - 8, height: height - 14, rx: 14, class: "ring" }),
    number,
    label,
  );

  /**
   * @param {number} at
   * @param {import("../../state/flow.js").Flow[]} flows
   * @param {Record<string, number|null>[]|null} ghosts
   * @param {number} full
   * @param {{present: boolean, label: string, name: string}} words
   */
  function update(at, flows, ghosts, full, words) {
    step = at;
    water.update(
      flows.map(({ pipes }) => pipes),
      ghosts,
      full,
      () => "",
    );
    for (const { node, plates } of valves) plates.update(flows.map((each) => each.valves[node.id]));
    group.classList.toggle("present", words.present);
    water.streaks.classList.toggle("still", !words.present); // what moves is where the step is
    set(group, { "aria-label": words.name, "data-step": at });
    setText(number, String(at + 1));
    setText(label, words.label);
  }
  return { group, update };
}
