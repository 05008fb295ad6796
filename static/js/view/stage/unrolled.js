/**
 * The unrolled row: one unit per step, and one memory pipe through all of them. Steps that have not run yet are empty. Pressing
 * a unit opens it.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../base/panel.js").Tools} Tools
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {import("../../state/liquids.js").Amounts} Amounts
 */

import { flow } from "../../state/flow.js";
import { headOf } from "../../state/head.js";
import { liquidOf } from "../../state/liquids.js";
import { stepLabel } from "../../state/question.js";
import { set, setText } from "../base/dom.js";
import { BOLD, widthOf, wrapped } from "./clipped.js";
import { rowOf } from "./layout.js";
import { smallNets } from "./nets.js";
import { mountParts } from "./parts.js";
import { mountPlates } from "./plates.js";
import { glass, mountWater } from "./water.js";

const NOT_YET = -1;
/** The size of its letters in the drawing's units, and on the screen at least, in px. */
const LETTERS = 13;
const LEAST_LETTERS = 12;
/** The height of a line with the answer, or with its name. */
const ANSWER = 20;
/** The most lines of a name. */
const NAME = 2;
/** What is left free beside its words. */
const ASIDE = 8;

/**
 * How many units are side by side, from which step on, and how large their letters are: the current one is in the middle if there
 * are enough.
 *
 * @param {number} width in CSS pixels
 * @param {number} unitWidth of one unit, in CSS pixels
 * @param {number} steps
 * @param {number} step
 */
export function rowWindow(width, unitWidth, steps, step) {
  const count = Math.min(steps, Math.max(3, Math.min(9, Math.floor(width / unitWidth))));
  const scale = width / (count * unitWidth);
  const letters = scale > 0 ? Math.max(LETTERS, Math.ceil((10 * LEAST_LETTERS) / scale) / 10) : LETTERS;
  return { count, first: Math.max(0, Math.min(steps - count, step - Math.floor(count / 2))), letters };
}

/**
 * How many lines the answer below a unit takes: none without a head; where its name has no room before its numbers, one for them
 * and those of the name.
 *
 * @param {AppState} state
 * @param {import("../../data/messages.js").Messages} messages
 * @param {number} unitWidth in the drawing's units, as `letters`
 * @param {number} letters their size
 */
export function answerLines(state, { pick }, unitWidth, letters) {
  const head = headOf(state);
  if (!head) return 0;
  if (head.says === "choice") return 1;
  const name = pick(head.names[0]);
  const said = [name, ...head.names.map(() => "+0.00")].join(" ");
  const room = unitWidth - ASIDE;
  return widthOf(said, BOLD * letters) > room ? 1 + wrapped(name, room, letters, NAME).length : 1;
}

/**
 * @param {Dom} dom
 * @param {Blueprint} blueprint
 * @param {number} count
 * @param {number} letters their size
 * @param {readonly number[]} units
 * @param {number} lines how many lines the answer takes
 * @param {Tools} tools
 * @param {import("./drawing.js").Ends|null} ends null until it is fetched
 */
export function drawRow(dom, blueprint, count, letters, units, lines, { dispatch, messages }, ends) {
  const { phases } = blueprint;
  const [width, bare] = rowOf(blueprint).size;
  const height = bare + lines * ANSWER;
  const places = Array.from({ length: count }, (_, index) =>
    mountUnit(dom, blueprint, index * width, units, (step) => {
      dispatch({ type: "seek", step });
      dispatch({ type: "view", view: "pipe" });
    }),
  );
  const element = dom.svg(
    "svg",
    {
      viewBox: `0 0 ${count * width} ${height}`,
      class: "pipes row",
      role: "group",
      "aria-label": messages.t("lab.row.label"),
    },
    ...places.map(({ group }) => group),
  );

  element.style.setProperty("--letters", `${letters}px`);
  const updateParts = mountParts(element, blueprint);

  /** @param {AppState} state @param {number} first the step of the leftmost unit */
  function update(state, first) {
    const { trace, step, phase } = state;
    if (!trace) return;
    updateParts(state);
    const liquid = liquidOf(state);
    const { ghost, tint, scale } = liquid;
    for (const [index, place] of places.entries()) {
      const at = first + index;
      const done = phases.length - 1;
      const known = at < step || liquid.kind === "gradient" ? done : at === step ? phase : NOT_YET;
      const pipes = units.map((unit) => liquid.of(at, known, unit));
      const openings = units.map((unit) => flow(blueprint, trace, at, known, unit).valves);
      const ghosts = ghost && units.map((unit) => ghost(at, known, unit));
      const tints = tint && units.map((unit) => tint(at, known, unit));
      const label = stepLabel(state, messages.language, at);
      place.update(
        at,
        { pipes, openings, ghosts, tints, scale },
        {
          present: at === step,
          label,
          answer:
            ends && lines
              ? ends.answerInBrief({ ...state, step: at, phase: known }, messages, width - ASIDE, letters, lines - 1)
              : [],
          name: messages.t("lab.row.open", { step: at + 1, label }),
        },
      );
    }
    set(element, {
      "data-step": step,
      "data-phase": phases[phase].id,
      "data-first": first,
      "data-backward": liquid.kind === "gradient",
    });
  }
  return { element, update };
}

/** A small unit writes nothing at its lanes. @type {import("./strand.js").LaneWords} */
const UNSAID = { title: () => "", full: () => "" };

/** @param {Dom} dom @param {Blueprint} blueprint @param {number} x @param {readonly number[]} units @param {(step: number) => void} open */
function mountUnit(dom, blueprint, x, units, open) {
  const layout = rowOf(blueprint);
  const [width, height] = layout.size;
  let step = 0;
  const water = mountWater(
    dom,
    blueprint,
    layout,
    units,
    () => open(step),
    ({ to }) => to === "new",
  );
  const valves = blueprint.valves.map((node) => ({ node, plates: mountPlates(dom, layout, node, units) }));
  const number = dom.svg("text", { x: width / 2, y: 176, class: "row-step" });
  const label = dom.svg("text", { x: width / 2, y: 194, class: "row-label" });
  const called = Array.from({ length: NAME }, (_, k) =>
    dom.svg("text", { x: width / 2, y: 214 + k * ANSWER, class: "row-answer-name" }),
  );
  const answer = dom.svg("text", { x: width / 2, class: "row-answer" });
  const group = dom.svg(
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
    dom.svg("rect", { x: 7, y: 14, width: width - 14, height: 148, rx: 14, class: "unit-body" }),
    glass(dom, blueprint, layout),
    water.bodies,
    water.streaks,
    water.marks,
    smallNets(dom, layout),
    ...valves.map(({ plates }) => plates.group),
    dom.svg("rect", { x: 4, y: 10, width: width - 8, height: height - 14, rx: 14, class: "ring" }),
    number,
    label,
    ...called,
    answer,
  );

  /**
   * @param {number} at
   * @param {{pipes: Amounts[], openings: Amounts[], ghosts: Amounts[]|null, tints: Amounts[]|null,
   *   scale: import("../../state/scale.js").Scale}} flows by lane
   * @param {{present: boolean, label: string, answer: string[], name: string}} words `answer`: the lines of its name, and its own
   */
  function update(at, { openings, ...amounts }, words) {
    step = at;
    water.update(amounts, UNSAID);
    for (const { node, plates } of valves) plates.update(openings.map((each) => each[node.id]));
    group.classList.toggle("present", words.present);
    water.streaks.classList.toggle("still", !words.present); // only the water of the current step moves
    set(group, { "aria-label": words.name, "data-step": at });
    setText(number, String(at + 1));
    setText(label, words.label);
    const name = words.answer.slice(0, -1);
    for (const [k, line] of called.entries()) setText(line, name[k] ?? "");
    setText(answer, words.answer.at(-1) ?? "");
    set(answer, { y: 214 + name.length * ANSWER });
  }
  return { group, update };
}
